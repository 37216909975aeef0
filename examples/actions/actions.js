// A host that takes contacts off its lists. The report offers the action, asks the user to confirm it, and shows our answer.

const report = document.querySelector("bounces-report");
if (!report) throw new Error("the page has no <bounces-report>");

// Works before and after the element is defined.
report.actions = [
  {
    id: "remove-from-lists",
    label: "Remove from lists…",
    confirm: "Remove {count} {count?one:contact|other:contacts} from all lists? This cannot be undone.",
  },
];

report.addEventListener("bounces-action", ({ detail }) => {
  if (detail.action === "remove-from-lists") detail.waitUntil(removeFromLists(detail.contactIds));
});

/** @param {string[]} contactIds */
async function removeFromLists(contactIds) {
  const response = await fetch("/our-own/list-removals", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ contact_ids: contactIds }),
  });
  if (!response.ok) throw new Error("The contacts could not be removed. Nothing was changed.");
  const { removed } = await response.json();
  return `Removed ${removed} contacts from all lists.`;
}

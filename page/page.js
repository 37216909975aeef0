// The local admin page: signs in and out, lets the user pick an email, and hands its id to the
// widget. What the widget does with it is not this file's matter.
import { ready } from "./embed.js";

const element = (id) => document.getElementById(id);
const report = element("report");
const campaignChoice = element("campaign");
const activityChoice = element("activity");

// Browsers refuse an address that changes with every key: it waits for the last one of a while.
let addressing;

const ROLES = { primary_email: "Primary email", resend: "Resend", permalink: "Permalink (not tracked)" };

/** Asks the proxy; a failed answer is an Error with the problem's `code` and words. */
async function ask(path, init = {}) {
  const response = await fetch(path, { ...init, headers: { "X-Bounces-CSRF": "1", Accept: "application/json" } });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const words = [problem.title, problem.detail].filter(Boolean).join(". ");
  throw Object.assign(new Error(words || `The proxy answered ${response.status}.`), { code: problem.code });
}

const askJson = async (path) => (await ask(path)).json();

function option(value, text) {
  const choice = document.createElement("option");
  choice.value = value;
  choice.textContent = text;
  return choice;
}

/** The activity that the address of this page names, or another part of it. */
function addressed(part = "activity") {
  return new URL(location.href).searchParams.get(part) ?? "";
}

/** Changes parts of this page's address; empty ones are taken out. */
function address(parts) {
  const url = new URL(location.href);
  for (const [part, value] of Object.entries(parts)) {
    if (value) url.searchParams.set(part, value);
    else url.searchParams.delete(part);
  }
  history.replaceState(null, "", url);
}

/** Shows an activity's report, all of it if no view of it is wanted. */
function show(activity, view = "") {
  clearTimeout(addressing);
  address({ activity, view });
  report.hidden = false;
  report.view = view;
  report.setAttribute("campaign-activity-id", activity);
}

function showProblem(error, what = "The list of campaigns cannot be read") {
  if (error.code === "signed_out") return showSignedOut();
  element("problem").textContent = `${what}: ${error.message}`;
  element("problem").hidden = false;
}

function showSignedOut() {
  const login = `/auth/login?return_to=${encodeURIComponent(location.pathname + location.search)}`;
  for (const link of document.querySelectorAll('a[href^="/auth/login"]')) link.href = login;
  element("sign-in").hidden = false;
  element("sign-out").hidden = true;
  element("picker").hidden = true;
  element("welcome").hidden = addressed() !== "";
}

/** Lists a campaign's activities, and shows `wanted` or else the first. */
async function chooseCampaign(id, wanted) {
  element("problem").hidden = true;
  activityChoice.replaceChildren();
  activityChoice.disabled = true;
  const { campaign_activities: activities = [] } = await askJson(`/api/v3/emails/${encodeURIComponent(id)}`);
  if (campaignChoice.value !== id) return; // the user has gone on to another campaign
  const choices = activities.map(({ campaign_activity_id: value, role }) =>
    option(value, ROLES[role] ?? role ?? value),
  );
  activityChoice.replaceChildren(...choices);
  activityChoice.disabled = choices.length === 0;
  if (wanted) activityChoice.value = wanted;
  else show(activityChoice.value);
}

/** Lists all campaigns, a page at a time, newest first as they come. */
async function listCampaigns() {
  let next = "/api/v3/emails?limit=50";
  while (next) {
    const { campaigns = [], _links: links } = await askJson(next);
    for (const { campaign_id: id, name, current_status: status } of campaigns) {
      campaignChoice.append(option(id, status ? `${name} (${status.toLowerCase()})` : name));
    }
    const query = links?.next?.href?.split("?")[1];
    next = query && `/api/v3/emails?${query}`;
  }
}

async function showSignedIn() {
  element("sign-out").hidden = false;
  element("picker").hidden = false;
  campaignChoice.disabled = true;
  activityChoice.disabled = true;
  const wanted = addressed();
  // An address may name an activity of any campaign: its own answer says which.
  const campaignOfWanted = wanted
    ? askJson(`/api/v3/emails/activities/${encodeURIComponent(wanted)}`).then(
        (activity) => activity.campaign_id,
        () => "",
      )
    : Promise.resolve("");
  await listCampaigns();
  const campaign = await campaignOfWanted;
  campaignChoice.value = campaign || (wanted ? "" : campaignChoice.options[0]?.value);
  // Not before: a choice that the user had made by then would be lost.
  campaignChoice.disabled = false;
  if (campaignChoice.value) await chooseCampaign(campaignChoice.value, wanted);
}

campaignChoice.addEventListener("change", () => chooseCampaign(campaignChoice.value).catch(showProblem));
activityChoice.addEventListener("change", () => show(activityChoice.value));
element("picker").addEventListener("submit", (event) => event.preventDefault());
element("sign-out").addEventListener("click", async () => {
  try {
    await ask("/auth/logout", { method: "POST" });
  } catch (error) {
    // Whoever is signed out already need not be.
    if (error.code !== "signed_out") return showProblem(error, "You are still signed in");
  }
  location.assign("/");
});
report.addEventListener("bounces-error", (event) => {
  if (event.detail.code === "signed_out") showSignedOut();
});

report.addEventListener("bounces-view-change", (event) => {
  clearTimeout(addressing);
  addressing = setTimeout(() => address({ view: event.detail.view }), 250);
});

try {
  await ready;
} catch (error) {
  showProblem(error, "The report cannot be shown, since its WebAssembly module does not start");
}
if (addressed()) show(addressed(), addressed("view"));
try {
  const session = await ask("/auth/session");
  element("sandbox").hidden = session.headers.get("X-Bounces-Sandbox") !== "1";
  const { authenticated } = await session.json();
  if (authenticated) await showSignedIn();
  else showSignedOut();
} catch (error) {
  showProblem(error);
}

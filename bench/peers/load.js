// What the peers share with the baseline: the same requests, the same objects for rows, the same end of a frame.

const REASONS = {
  B: "Non-existent address",
  S: "Suspended",
  D: "Undeliverable",
  F: "Full",
  Z: "Blocked",
  X: "Other",
  V: "Vacation/autoreply",
};
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export const COLUMNS = [
  { key: "email", header: "Email" },
  { key: "name", header: "Name" },
  { key: "reason", header: "Reason" },
  { key: "time", header: "Bounced", format: (time) => dates.format(time) },
  { key: "note", header: "Notes" },
];

export function nextPaint() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
  });
}

function noteOf({ email_address: email, current_email_address: current, deleted_at: deleted }) {
  if (deleted) return `Deleted on ${deleted}`;
  return current && current !== email ? `Now ${current}` : "";
}

const rowOf = (row) => ({
  id: row.contact_id,
  email: row.email_address,
  name: row.last_name ? `${row.first_name} ${row.last_name}` : (row.first_name ?? ""),
  reason: REASONS[row.bounce_code] ?? row.bounce_code,
  time: Date.parse(row.created_time),
  note: noteOf(row),
});

/** Requests all pages, and calls `append` with the rows of each. The fields of `window.__bench` that loading.mjs reads. */
export function benchOf(append) {
  const parameters = new URLSearchParams(location.search);
  const base = `${parameters.get("api-base") ?? "/api/v3"}/reports/email_reports/${parameters.get("activity")}/tracking/bounces`;
  let [count, firstRow] = [0, 0];
  async function load() {
    let query = "limit=500";
    while (query) {
      const response = await fetch(`${base}?${query}`, { headers: { "X-Bounces-CSRF": "1" } });
      const { tracking_activities: rows, _links: links } = await response.json();
      count += rows.length;
      append(rows.map(rowOf));
      query = links?.next?.href.split("?")[1];
    }
    while (firstRow === 0) await nextPaint();
  }
  return {
    ready: load(),
    get firstRow() {
      return firstRow;
    },
    rowCount: () => count,
    /** The first rows are in the document. */
    onRows: () => {
      if (firstRow === 0)
        nextPaint().then(() => {
          firstRow ||= performance.now();
        });
    },
  };
}

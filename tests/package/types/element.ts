// Compiled by a strict TypeScript project: valid code, and errors that the types must catch.
import { ready, version } from "bounces-report";
import {
  type BouncesReportElement,
  define,
  type ErrorCode,
  load,
  type MessageKey,
  register,
} from "bounces-report/element";
import { formatView, parseView } from "bounces-report/view";

const report: BouncesReportElement = document.createElement("bounces-report");
report.campaignActivityId = "98edac88-f4bc-408c-9e64-acd890384231";
report.pageSize = 100;
report.pageSize = "100";
report.theme = "dark";
report.fetcher = async (url, init) => fetch(url, init);
report.data = { tracking_activities: [{ email_address: "ada@example.com", bounce_code: "B" }] };
report.messages = { Refresh: "Read again" };
report.addEventListener("bounces-error", ({ detail }) => {
  const code: ErrorCode = detail.code;
  console.log(code, detail.retryAfter ?? 0);
});
report.addEventListener("bounces-action", (event) => {
  if (event.detail.action === "export-csv") event.preventDefault();
});
report.actions = [{ id: "remove", label: "Remove from lists…", confirm: "Remove {count}?", scope: "remove" }];
report.addEventListener("bounces-action", ({ detail }) => {
  detail.waitUntil(fetch("/lists", { method: "POST", body: JSON.stringify(detail.contactIds) }));
});
report.addEventListener("click", (event) => console.log(event.clientX));
const onLoad = (event: CustomEvent<{ rows: number }>) => console.log(event.detail.rows);
document.addEventListener("bounces-load", onLoad);
document.removeEventListener("bounces-load", onLoad);
report.removeEventListener("bounces-load", onLoad);
window.addEventListener("bounces-view-change", ({ detail }) => history.replaceState(null, "", `?view=${detail.view}`));
document.querySelector("bounces-report")?.exportCsv();
void ready.then(() => report.reload());
void load().then(define);
void register({ base: "/bounces/" });
const key: MessageKey = "Refresh";
console.log(key, version.length);

report.view = formatView({ codes: ["B"], sort: ["-date"], page: 2 });
const first = parseView(report.view).codes?.[0];
console.log(first);

// @ts-expect-error: unknown column
formatView({ sort: ["-size"] });
// @ts-expect-error: unknown code
const wrong: ErrorCode = "exploded";
// @ts-expect-error: rows are required
report.data = {};
// @ts-expect-error: an address is a text
report.data = { tracking_activities: [{ email_address: 5 }] };
// @ts-expect-error: unknown scope
report.actions = [{ id: "a", label: "A", scope: "everywhere" }];
// @ts-expect-error: unknown theme
report.theme = "blue";
// @ts-expect-error: unknown key
report.messages = { Refesh: "Read again" };
// @ts-expect-error: the detail has no such field
document.addEventListener("bounces-load", ({ detail }) => console.log(detail.row));
// @ts-expect-error: the listener is of another event
report.removeEventListener("bounces-error", onLoad);
void wrong;

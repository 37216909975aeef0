// Compiled by a strict TypeScript project: valid code, and errors that the types must catch.
import { ready } from "bounces-report";
import { type BouncesReportElement, define, type ErrorCode, load } from "bounces-report/element";

const report: BouncesReportElement = document.createElement("bounces-report");
report.campaignActivityId = "98edac88-f4bc-408c-9e64-acd890384231";
report.fetcher = async (url, init) => fetch(url, init);
report.data = { tracking_activities: [] };
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
document.querySelector("bounces-report")?.exportCsv();
void ready.then(() => report.reload());
void load().then(define);

// @ts-expect-error: unknown code
const wrong: ErrorCode = "exploded";
// @ts-expect-error: rows are required
report.data = {};
// @ts-expect-error: unknown scope
report.actions = [{ id: "a", label: "A", scope: "everywhere" }];
void wrong;

// A host with its own data source. The fetcher returns responses in the API's format.

await customElements.whenDefined("bounces-report");
const report = document.querySelector("bounces-report");
if (!report) throw new Error("the page has no <bounces-report>");

report.fetcher = async (url, { signal }) => {
  if (!url.includes("/tracking/bounces")) return new Response("{}", { status: 404 });
  return fetch("/our-own/bounces.json", { signal });
};
report.campaignActivityId = "98edac88-f4bc-408c-9e64-acd890384231";

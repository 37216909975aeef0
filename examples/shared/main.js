// A page without a framework, for the examples of bundlers.
import { activity, data, fetcher, messages } from "./source.js";

document.addEventListener("bounces-load", ({ target, detail }) => {
  if (target.id === "data") document.querySelector("p").textContent = `${detail.rows} bounces`;
});
const reports = [
  { id: "data", data, messages },
  { id: "fetcher", campaignActivityId: activity, fetcher, lang: "de", pageSize: 100 },
];
document
  .querySelector("#app")
  .append(
    document.createElement("p"),
    ...reports.map((properties) => Object.assign(document.createElement("bounces-report"), properties)),
  );

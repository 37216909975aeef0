// Reports that are rendered when the widget is there already: they load at once. Their events are recorded in `events`.

import { ready } from "bounces-report";
import { BouncesReport } from "bounces-report/react";
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";

const ID = "98edac88-f4bc-408c-9e64-acd890384231";
const data = { tracking_activities: [{ email_address: "ada@example.com" }] };
const failing = () => Promise.reject(new Error("on purpose"));

globalThis.events = {};
const recorder = (name) => {
  globalThis.events[name] = [];
  const record = ({ type }) => globalThis.events[name].push(type);
  return { onBouncesLoadStart: record, onBouncesLoad: record, onBouncesError: record };
};

await ready;
createRoot(document.getElementById("app")).render(
  createElement(
    StrictMode,
    null,
    createElement(BouncesReport, { data, ...recorder("data") }),
    createElement(BouncesReport, { campaignActivityId: ID, fetcher: failing, ...recorder("fetcher") }),
    createElement(BouncesReport, { campaignActivityId: ID, ...recorder("proxy") }),
  ),
);

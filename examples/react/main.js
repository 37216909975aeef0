import "bounces-report";
import { createElement, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

/** React 19 sets attributes and properties of custom elements. Custom events need a listener on the element. */
function Report({ activity }) {
  const element = useRef(null);
  const [rows, setRows] = useState();
  useEffect(() => {
    const report = element.current;
    const loaded = (event) => setRows(event.detail.rows);
    report.addEventListener("bounces-load", loaded);
    return () => report.removeEventListener("bounces-load", loaded);
  }, []);
  return createElement(
    "main",
    null,
    createElement("p", null, rows === undefined ? "Reading…" : `${rows} bounces`),
    createElement("bounces-report", { ref: element, "campaign-activity-id": activity, "page-size": "100" }),
  );
}

createRoot(document.getElementById("root")).render(
  createElement(Report, { activity: "98edac88-f4bc-408c-9e64-acd890384231" }),
);

// The skeleton that a report shows until its WebAssembly is there. It has the elements and classes of the widget's own
// skeleton (src/view/status/skeleton.rs), header and answer, hence their dimensions: nothing moves when the widget takes over.

import { readAttribute } from "./attributes.js";

const ROWS = 8;
const STEPS = 4;
const STEP_LINES = 2;
const LINES = 7;
/** Keeps a line as high as its text will be. */
const NO_BREAK_SPACE = "\u00A0";

/**
 * @param {string} name the name of the element, and its class after a dot: "div.toolbar"
 * @param {(Node | string)[]} children
 */
function make(name, ...children) {
  const [tag, className] = name.split(".");
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * @param {number} count
 * @param {string} name
 */
const repeat = (count, name) => Array.from({ length: count }, () => make(name));

/** A list of evidence. */
const list = () =>
  make(
    "div.collapsible",
    make("div.collapsible-title", make("i.caption skeleton")),
    make("div.lines", ...repeat(LINES, "i.line skeleton")),
  );

/** @param {Element} element */
export function skeleton(element) {
  const isCompact = readAttribute(element, "density") === "compact";
  // Whether the report is compared with earlier emails.
  const hasHistory = readAttribute(element, "history") !== 0;
  const [rest, restLines] = hasHistory
    ? ["div.secondary-steps with-earlier", STEP_LINES + 1]
    : ["div.secondary-steps", STEP_LINES];
  const section = make(
    isCompact ? "section.bounces compact" : "section.bounces",
    make(
      "header.header",
      make("h2", NO_BREAK_SPACE),
      make("p.meta secondary", NO_BREAK_SPACE),
      make("div.actions", make("span.as-of", make("i.btn square skeleton"))),
    ),
    make(
      "div.answer pending",
      make("p.rate", make("span.rate-value"), make("span.rate-label"), make("span.rate-without-replies")),
      ...(hasHistory
        ? [
            make("div.verdict pending", make("p.verdict-text", make("strong"), make("span.verdict-basis"))),
            make("div.spark"),
          ]
        : [make("p.verdict", make("strong"), make("span.verdict-basis"))]),
    ),
    make(
      "div.loading",
      make("div.steps", ...repeat(STEPS, "i.step skeleton"), make(rest, ...repeat(restLines, "i.skeleton"))),
      make("div.evidence", list(), list()),
      make("div.toolbar", make("i.search skeleton"), make("div.list-header")),
      make("div.skeleton-header"),
      ...repeat(ROWS, "i.skeleton-row"),
    ),
  );
  section.part.add("report");
  section.inert = true;
  section.setAttribute("aria-busy", "true");
  return section;
}

// The host's own actions: which of them are valid.

/** @import { HostAction } from "../../package/element.js" */

const OF_WIDGET = [
  "copy",
  "copy-corrections",
  "export-csv",
  "export-json",
  "export-corrections",
  "export-summary",
  "print",
  "print-summary",
];
const SCOPES = ["all", "selection", "remove"];

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && value.trim() !== "";

/**
 * What is wrong with an action.
 * @param {Partial<HostAction> | null | undefined} action
 * @param {HostAction[]} others before it
 * @returns {string | undefined}
 */
function findProblem(action, others) {
  const { id, label, confirm, scope } = action ?? {};
  if (!isText(id)) return "id has to be a text";
  if (OF_WIDGET.includes(String(id))) return "the widget has an action with this id";
  if (others.some((other) => other.id === id)) return "another action has this id";
  if (!isText(label)) return "label has to be a text";
  if (confirm != null && !isText(confirm)) return "confirm has to be a text";
  if (scope != null && !SCOPES.includes(scope)) return `scope has to be ${SCOPES.join(", ")}`;
}

/**
 * The valid actions of the property `actions`. The console warns once about each of the others.
 * @param {unknown} actions
 * @returns {HostAction[]}
 */
export function validActions(actions) {
  if (!Array.isArray(actions)) {
    console.warn("<bounces-report>: actions has to be an array");
    return [];
  }
  /** @type {HostAction[]} */
  const valid = [];
  for (const [index, action] of actions.entries()) {
    const problem = findProblem(action, valid);
    if (problem) {
      console.warn(`<bounces-report>: actions[${index}] is ignored: ${problem}`);
      continue;
    }
    const { id, label, confirm, scope } = action;
    valid.push({ id, label, confirm: confirm ?? undefined, scope: scope ?? "all" });
  }
  return valid;
}

// Reads the rows of a report for its host.

/** @import { BouncesReportElement, RowScope } from "../../../package/element.js" */
/** @import { MountedReport } from "./runtime.js" */

const SCOPES = ["matching", "selected", "all"];

/**
 * The rows as blocks of text, when all are loaded.
 * @param {Pick<BouncesReportElement, "updateComplete">} element
 * @param {() => MountedReport | undefined} reportOf the report of the element at that time
 * @param {"json" | "csv"} format
 * @param {RowScope} [scope]
 */
export async function readBlocks(element, reportOf, format, scope = "matching") {
  if (!SCOPES.includes(scope)) throw new TypeError(`scope has to be one of ${SCOPES.join(", ")}`);
  await element.updateComplete;
  const blocks = await reportOf()?.read(format, scope);
  if (!blocks) throw new DOMException("the report was removed or loaded again", "AbortError");
  return blocks;
}

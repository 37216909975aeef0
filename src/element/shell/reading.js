// Reads the rows of a report for its host.

/** @import { RowScope } from "../../../package/element.js" */
/** @import { Lifecycle } from "./lifecycle.js" */

const SCOPES = ["matching", "selected", "all"];

/**
 * The rows as blocks of text, when all are loaded.
 * @param {{ updateComplete: Promise<void> }} element
 * @param {Lifecycle} life that of the element
 * @param {"json" | "csv"} format
 * @param {{ scope?: RowScope } | null} [options]
 */
export async function readBlocks(element, life, format, options) {
  if (options != null && typeof options !== "object")
    throw new TypeError('options has to be an object, such as { scope: "all" }');
  const scope = options?.scope ?? "matching";
  if (!SCOPES.includes(scope)) throw new TypeError(`scope has to be one of ${SCOPES.join(", ")}`);
  const { loads } = life;
  await element.updateComplete;
  const blocks = loads === life.loads && (await life.report?.read(format, scope));
  if (!blocks || loads !== life.loads) throw new DOMException("the report was removed or loaded again", "AbortError");
  // No rows would look like a report without bounces.
  if (life.state === "error") throw new DOMException("the report could not be loaded", "InvalidStateError");
  return blocks;
}

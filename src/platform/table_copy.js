// Copies a selection of several cells as a table. The style sheet lays the cells out as boxes, and browsers would
// copy those as one long column.

/**
 * Puts the selected cells of `event.currentTarget`, a table, on the clipboard: as an HTML table, and as text with
 * tabs. A selection within one cell is left to the browser.
 * @param {ClipboardEvent} event
 */
export function copyCells(event) {
  const table = event.currentTarget;
  if (!(table instanceof HTMLTableElement)) return;
  const range = selectedRange(table);
  if (!range || !event.clipboardData) return;
  const isSelected = (/** @type {Element} */ part) =>
    range.intersectsNode(part) && (!part.contains(range.endContainer) || endsWithText(part, range));
  const rows = [...table.rows]
    .filter((row) => range.intersectsNode(row))
    .map((row) => splitColumns(row).map((parts) => parts.filter(isSelected)));
  const selected = rows.filter((columns) => columns.some(hasParts));
  if (selected.flat().filter(hasParts).length < 2) return;
  // With several rows, columns left out at the start of the first row stay as empty ones, so that the columns line up.
  const from = selected.length === 1 ? selected[0].findIndex(hasParts) : 0;
  const texts = selected.map((columns) =>
    columns.slice(from, columns.findLastIndex(hasParts) + 1).map((parts) => parts.map(textOf).join("; ")),
  );
  event.clipboardData.setData("text/plain", texts.map((row) => row.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", writeTable(texts));
  event.preventDefault();
}

/**
 * The selection, if it starts and ends in the table and the browser reports selections in shadow trees.
 * @param {HTMLTableElement} table
 */
function selectedRange(table) {
  const root = table.getRootNode();
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  const [selected] = getSelection()?.getComposedRanges?.({ shadowRoots }) ?? [];
  if (!selected || !table.contains(selected.startContainer) || !table.contains(selected.endContainer)) return undefined;
  const range = new Range();
  range.setStart(selected.startContainer, selected.startOffset);
  range.setEnd(selected.endContainer, selected.endOffset);
  return range;
}

/**
 * Whether a selection that ends in `cell` includes text of it. A triple click on the cell before ends at its very
 * start.
 * @param {Element} cell
 * @param {Range} range
 */
function endsWithText(cell, range) {
  const part = range.cloneRange();
  if (!cell.contains(range.startContainer)) part.setStart(cell, 0);
  return part.toString() !== "";
}

/** @param {Element} cell */
const isReadable = (cell) => !cell.matches(".select, .expand") && getComputedStyle(cell).display !== "none";

/** @param {Element[]} parts */
const hasParts = (parts) => parts.length > 0;

/**
 * The columns of a row as they are copied, each with the elements that it consists of. Name and notes of a contact, which
 * are shown beneath the address, are columns of their own.
 * @param {HTMLTableRowElement} row
 * @returns {Element[][]}
 */
function splitColumns(row) {
  const [contact, ...others] = [...row.cells].filter(isReadable);
  if (!contact || contact.hasAttribute("colspan")) return contact ? [[contact]] : [];
  const parts = (/** @type {string} */ selector) => [...contact.querySelectorAll(selector)];
  const address = parts(".address");
  return [hasParts(address) ? address : [contact], parts(".name"), ...others.map((cell) => [cell]), parts(".note")];
}

/**
 * The text of a part without its icons and buttons; of details, each name with its value.
 * @param {Element} cell
 */
function textOf(cell) {
  const isText = cell.matches("bdi, .name, .note");
  const pieces = (isText ? [cell] : [...cell.querySelectorAll("bdi, time, dt, p")]).map((piece) => piece.textContent);
  const own = cell.querySelector("button, span")?.firstChild ?? cell.firstChild;
  return (pieces.length > 0 ? pieces.join(" ") : (own?.textContent ?? "")).replace(/\s+/g, " ").trim();
}

/** @param {string[][]} texts */
function writeTable(texts) {
  const table = document.createElement("table");
  for (const cells of texts) {
    const row = table.insertRow();
    for (const text of cells) row.insertCell().textContent = text;
  }
  return table.outerHTML;
}

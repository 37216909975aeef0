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
  const isSelected = (/** @type {Element} */ cell) =>
    range.intersectsNode(cell) && (!cell.contains(range.endContainer) || endsWithText(cell, range));
  const rows = [...table.rows]
    .filter((row) => range.intersectsNode(row))
    .map((row) => [...row.cells].filter(isReadable));
  const selected = rows.filter((cells) => cells.some(isSelected));
  if (selected.flat().filter(isSelected).length < 2) return;
  // With several rows, cells left out at the start of the first row stay as empty cells, so that the columns line up.
  const from = selected.length === 1 ? selected[0].findIndex(isSelected) : 0;
  const texts = selected.map((cells) =>
    cells.slice(from, cells.findLastIndex(isSelected) + 1).map((cell) => (isSelected(cell) ? textOf(cell) : "")),
  );
  event.clipboardData.setData("text/plain", texts.map((row) => row.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", htmlOf(texts));
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
const isReadable = (cell) => !cell.classList.contains("select") && getComputedStyle(cell).display !== "none";

/**
 * The text of a cell without its icons and buttons.
 * @param {Element} cell
 */
function textOf(cell) {
  const pieces = [...cell.querySelectorAll(":is(th, td, button, .pill) > bdi, p")].map((piece) => piece.textContent);
  const own = [...(cell.querySelector("button") ?? cell).childNodes].find(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
  );
  return (pieces.length > 0 ? pieces.join(" ") : (own?.textContent ?? "")).replace(/\s+/g, " ").trim();
}

/** @param {string[][]} texts */
function htmlOf(texts) {
  const table = document.createElement("table");
  for (const cells of texts) {
    const row = table.insertRow();
    for (const text of cells) row.insertCell().textContent = text;
  }
  return table.outerHTML;
}

// What the user selects with the mouse in a table whose cells the style sheet has made boxes of: browsers would copy it as one long column.

/** Several cells of `event.currentTarget`, a table, are copied as a table, and as text with tabs. What is selected within one cell is the browser's. */
export function copyCells(event) {
  const table = event.currentTarget;
  const range = selectedRange(table);
  if (!range) return;
  const isSelected = (cell) =>
    range.intersectsNode(cell) && (!cell.contains(range.endContainer) || endsWithText(cell, range));
  const rows = [...table.rows]
    .filter((row) => range.intersectsNode(row))
    .map((row) => [...row.cells].filter(isReadable));
  const selected = rows.filter((cells) => cells.some(isSelected));
  if (selected.flat().filter(isSelected).length < 2) return;
  // What is left out at the beginning of the first row keeps its place, so that columns stay beneath one another.
  const from = selected.length === 1 ? selected[0].findIndex(isSelected) : 0;
  const texts = selected.map((cells) =>
    cells.slice(from, cells.findLastIndex(isSelected) + 1).map((cell) => (isSelected(cell) ? textOf(cell) : "")),
  );
  event.clipboardData.setData("text/plain", texts.map((line) => line.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", htmlOf(texts));
  event.preventDefault();
}

/** What is selected, if it begins and ends in the table and the browser says so of shadow trees. */
function selectedRange(table) {
  const [selected] = getSelection()?.getComposedRanges?.({ shadowRoots: [table.getRootNode()] }) ?? [];
  if (!selected || !table.contains(selected.startContainer) || !table.contains(selected.endContainer)) return undefined;
  const range = new Range();
  range.setStart(selected.startContainer, selected.startOffset);
  range.setEnd(selected.endContainer, selected.endOffset);
  return range;
}

/** Whether a selection that ends in a cell has something of it, and not its mere beginning, as three clicks on the cell before have. */
function endsWithText(cell, range) {
  const part = range.cloneRange();
  if (!cell.contains(range.startContainer)) part.setStart(cell, 0);
  return part.toString() !== "";
}

const isReadable = (cell) => !cell.classList.contains("select") && getComputedStyle(cell).display !== "none";

/** What a cell says: not its signs, nor what it offers to do. */
function textOf(cell) {
  const pieces = [...cell.querySelectorAll(":is(th, td, button, .pill) > bdi, p")].map((piece) => piece.textContent);
  const own = [...(cell.querySelector("button") ?? cell).childNodes].find(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
  );
  return (pieces.length > 0 ? pieces.join(" ") : (own?.data ?? "")).replace(/\s+/g, " ").trim();
}

function htmlOf(texts) {
  const table = document.createElement("table");
  for (const line of texts) {
    const row = table.insertRow();
    for (const text of line) row.insertCell().textContent = text;
  }
  return table.outerHTML;
}

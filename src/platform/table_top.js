// Brings the beginning of a table into view, after its rows were replaced.

/**
 * Focuses a table. Scrolls, at once, if its top is out of view: smooth scrolling over a page of rows would only delay
 * reading, and would disturb users who prefer less motion.
 * @param {HTMLElement} table
 */
export function showTop(table) {
  table.focus({ preventScroll: true });
  // The header is sticky, so it is in view wherever the table begins.
  table.querySelector("caption")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

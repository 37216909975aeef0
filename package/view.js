// Views as objects instead of strings, for hosts that keep filters in their own state. The widget itself reads strings
// (crates/core/src/view_state.rs).

/** @import { ReportView } from "./view.js" */

/**
 * The string of a view, for the property `view` or the attribute.
 * @param {ReportView} view
 */
export function formatView({ codes = [], sort = [], removable, repeat, ...others }) {
  /** @type {[string, unknown][]} */
  const parts = [
    ["codes", codes.join(",")],
    ...Object.entries(others),
    ["removable", removable ? "yes" : ""],
    ["repeat", repeat ? "yes" : ""],
    ["sort", sort.join(",")],
  ];
  const written = parts.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return `${new URLSearchParams(written.map(([name, value]) => [name, `${value}`]))}`.replaceAll("%2C", ",");
}

/**
 * The view of a string, such as the detail of `bounces-view-change`, with or without `?` or `#`.
 * @param {string} text
 * @returns {ReportView}
 */
export function parseView(text) {
  /** @type {Record<string, string>} */
  const { codes, sort, removable, repeat, page, size, ...others } = Object.fromEntries(
    new URLSearchParams(text.replace(/^[?#]/, "")),
  );
  const view = {
    ...others,
    ...(codes ? { codes: codes.split(",") } : {}),
    ...(sort ? { sort: sort.split(",") } : {}),
    ...(removable === "yes" ? { removable: true } : {}),
    ...(repeat === "yes" ? { repeat: true } : {}),
    ...(page ? { page: Number(page) } : {}),
    ...(size ? { size: Number(size) } : {}),
  };
  return /** @type {ReportView} */ (view);
}

// Why the widget cannot start, and how its element says so.

/** @typedef {{ code: import("../../../package/element.js").ErrorCode, text: string }} Problem */

/**
 * The code and the message for an error.
 * @param {unknown} error
 * @returns {Problem}
 */
export function problemOf(error) {
  const isBlocked =
    typeof WebAssembly === "undefined" || /unsafe-eval|Content Security Policy|blocked by CSP/i.test(String(error));
  if (isBlocked) {
    return {
      code: "blocked_wasm",
      text:
        "The bounces report cannot be shown, because this page does not let WebAssembly run. The page's operator can " +
        "allow it: script-src 'wasm-unsafe-eval' in its Content-Security-Policy.",
    };
  }
  if (navigator.onLine === false) {
    return {
      code: "offline",
      text: "The bounces report could not be loaded, because there is no network. Connect, then reload the page.",
    };
  }
  return { code: "unavailable", text: "The bounces report could not be loaded. Reload the page to try again." };
}

/**
 * What an element shows: its own content if the host gave it any, or else the message.
 * @param {Element} host
 * @param {Problem} problem
 */
export function problemContent(host, { text }) {
  const hasContent = [...host.childNodes].some((node) => node instanceof Element || node.nodeValue?.trim());
  if (hasContent) return document.createElement("slot");
  const section = document.createElement("section");
  section.className = "bounces";
  section.part = "report";
  const message = document.createElement("p");
  message.className = "state";
  message.setAttribute("role", "alert");
  message.textContent = text;
  section.append(message);
  return section;
}

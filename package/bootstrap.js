// Starts the widget. If it cannot start, each <bounces-report> shows why: it has no class then, so its own content is
// visible.

const NAME = "bounces-report";

/** @typedef {{ code: import("./element.js").ErrorCode, text: string }} Problem */

/**
 * The code and the message for an error.
 * @param {unknown} error
 * @returns {Problem}
 */
function problemOf(error) {
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
 * @param {Element} element
 * @param {Problem} problem
 */
function showError(element, { code, text }) {
  // The host's own content takes precedence.
  if (!element.hasChildNodes()) {
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = text;
    element.append(message);
  }
  const detail = { code, retryAfter: null };
  element.dispatchEvent(new CustomEvent("bounces-error", { bubbles: true, composed: true, detail }));
}

/**
 * Shows a problem in all <bounces-report> elements, present and future, also in the open shadow roots of other custom
 * elements. Not covered: a root that is attached later to a plain element in the document.
 * @param {Problem} problem
 */
function showFallback(problem) {
  /** @type {WeakSet<Node>} */
  const seen = new WeakSet();
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) scan(node);
  });
  const watch = (/** @type {Document | ShadowRoot} */ root) => {
    if (seen.has(root)) return;
    seen.add(root);
    observer.observe(root, { childList: true, subtree: true });
    scan(root);
  };
  const visit = (/** @type {Element} */ element) => {
    if (element.shadowRoot) watch(element.shadowRoot);
    if (element.localName === NAME) {
      if (seen.has(element)) return;
      seen.add(element);
      showError(element, problem);
    } else if (element.matches(":not(:defined)")) {
      // Its class may attach a shadow root.
      const visitAgain = () => visit(element);
      customElements.whenDefined(element.localName).then(visitAgain, () => {});
    }
  };
  const scan = (/** @type {Document | ShadowRoot | Element} */ root) => {
    if (root instanceof Element) visit(root);
    root.querySelectorAll("*").forEach(visit);
  };
  watch(document);
}

/**
 * Runs what starts the widget. The promise is fulfilled when the element is defined; if it cannot be, the promise is
 * rejected after the page shows why. It causes no unhandled rejection. On a server, where there is no document,
 * nothing is loaded.
 * @param {() => Promise<unknown>} load
 * @returns {Promise<void>}
 */
export function start(load) {
  if (typeof document === "undefined") return Promise.resolve();
  const ready = load().then(
    () => {},
    (error) => {
      showFallback(problemOf(error));
      throw error;
    },
  );
  ready.catch(() => {});
  return ready;
}

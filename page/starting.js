// Starts the widget; where that cannot start, says so in each <bounces-report> itself, which is then an element without a class, whose own content
// shows.

const NAME = "bounces-report";

/** What to say and which code to tell, by what went wrong. */
function problem(error) {
  const blocked =
    typeof WebAssembly === "undefined" || /unsafe-eval|Content Security Policy|blocked by CSP/i.test(String(error));
  if (blocked) {
    return {
      code: "blocked_wasm",
      text: "The bounces report cannot be shown, since this page does not let WebAssembly run. Whoever runs the page can allow it: script-src 'wasm-unsafe-eval' in its Content-Security-Policy.",
    };
  }
  if (navigator.onLine === false)
    return {
      code: "offline",
      text: "The bounces report could not be loaded, since there is no network. Connect, then reload the page.",
    };
  return { code: "unavailable", text: "The bounces report could not be loaded. Reload the page to try again." };
}

function say(element, { code, text }) {
  // The host's own content is its own fallback.
  if (!element.hasChildNodes()) {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = text;
    element.append(words);
  }
  const detail = { code, retryAfter: null };
  element.dispatchEvent(new CustomEvent("bounces-error", { bubbles: true, composed: true, detail }));
}

/**
 * Says it in all elements there are, and in those that come later, also those inside the open shadow roots of others; but not in a root that somebody
 * attaches to an element in the document which is no custom one.
 */
function fallBack(error) {
  const what = problem(error);
  const known = new WeakSet();
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) look(node);
  });
  const watch = (root) => {
    if (known.has(root)) return;
    known.add(root);
    observer.observe(root, { childList: true, subtree: true });
    look(root);
  };
  const visit = (element) => {
    if (element.shadowRoot) watch(element.shadowRoot);
    if (element.localName !== NAME) {
      // Its class, when it comes, may attach a root.
      if (element.matches(":not(:defined)"))
        customElements.whenDefined(element.localName).then(
          () => visit(element),
          () => {},
        );
    } else if (!known.has(element)) {
      known.add(element);
      say(element, what);
    }
  };
  const look = (root) => {
    if (root instanceof Element) visit(root);
    root.querySelectorAll("*").forEach(visit);
  };
  watch(document);
}

/**
 * Does what starts the widget. What is returned is fulfilled when the element is defined; rejected, after it was said on the page, when it cannot
 * be. Nobody has to wait for it.
 */
export function starting(start) {
  const ready = start().catch((error) => {
    fallBack(error);
    throw error;
  });
  ready.catch(() => {});
  return ready;
}

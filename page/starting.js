// Starts the widget; where that cannot start, says so in each <bounces-report> itself, which is then an element without a class, whose own content
// shows.

const NAME = "bounces-report";

/** What to say and which code to tell, by what went wrong. */
function problem(error) {
  const blocked = typeof WebAssembly === "undefined" || /unsafe-eval|Content Security Policy|blocked by CSP/i.test(String(error));
  if (blocked) {
    return {
      code: "blocked_wasm",
      text: "The bounces report cannot be shown, since this page does not let WebAssembly run. Whoever runs the page can allow it: script-src 'wasm-unsafe-eval' in its Content-Security-Policy.",
    };
  }
  if (navigator.onLine === false) return { code: "offline", text: "The bounces report could not be loaded, since there is no network. Connect, then reload the page." };
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

/** Says it in all elements there are, and in those that come later, also those inside the open shadow roots of others. */
function fallBack(error) {
  const what = problem(error);
  const known = new WeakSet();
  const observer = new MutationObserver((records) => records.forEach(({ target }) => look(target)));
  const look = (root) => {
    if (!known.has(root) && (root === document || root instanceof ShadowRoot)) {
      known.add(root);
      observer.observe(root, { childList: true, subtree: true });
    }
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot && !known.has(element.shadowRoot)) look(element.shadowRoot);
      if (element.localName !== NAME || known.has(element)) continue;
      known.add(element);
      say(element, what);
    }
  };
  look(document);
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

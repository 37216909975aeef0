// Signing in while the page is in a frame. Authorization servers refuse to be shown in frames, so the sign-in gets a
// window of its own. The page asks the proxy whether the user is signed in: no window sends or receives messages.

const SIZE = "width=520,height=720";
const CHECK_MS = 1000;
/** The proxy gives up a sign-in after this time. */
const MAX_MS = 10 * 60 * 1000;

/**
 * Opens the address of a link in a window of its own, if this page is in a frame. Where the browser blocks the window,
 * the link is changed to lead the whole tab there and back.
 * @param {HTMLAnchorElement} link
 * @returns {Window | undefined} undefined if the browser is to follow the link
 */
export function openSignIn(link) {
  if (window === window.top) return;
  const opened = window.open("about:blank", "_blank", `popup,${SIZE}`);
  if (!opened) {
    useTopWindow(link);
    return;
  }
  // The authorization server could otherwise lead this page elsewhere.
  opened.opener = null;
  opened.location.replace(link.href);
  return opened;
}

/** @param {HTMLAnchorElement} link */
function useTopWindow(link) {
  link.target = "_top";
  const url = new URL(link.href);
  if (!url.searchParams.has("return_to")) return;
  url.searchParams.set("return_to", pathOfTop());
  link.href = url.href;
}

/** Where the tab returns to. It may be a page of another origin, whose address cannot be read here. */
function pathOfTop() {
  try {
    const { pathname, search } = /** @type {Window} */ (window.top).location;
    return pathname + search;
  } catch {
    return location.pathname + location.search;
  }
}

/**
 * Waits until the user has signed in, and closes the window.
 * @param {Window} opened
 * @param {string} sessionUrl the proxy's answer to whether the user is signed in
 * @param {AbortSignal} signal ends the wait; the window stays
 * @returns {Promise<boolean>} false if that takes too long, or the wait was ended
 */
export async function hasSignedIn(opened, sessionUrl, signal) {
  const deadline = performance.now() + MAX_MS;
  // A window that seems to be closed may live on: `Cross-Origin-Opener-Policy` separates it from this page.
  let isClosed = false;
  while (!signal.aborted && performance.now() < deadline) {
    await (isClosed ? untilUserReturns(deadline, signal) : pause(CHECK_MS, signal));
    isClosed = opened.closed;
    if (signal.aborted || !(isClosed || mayBeBack(opened, sessionUrl))) continue;
    if (await isAuthenticated(sessionUrl, signal)) {
      opened.close();
      return true;
    }
  }
  return false;
}

/**
 * Waits for some time, or until one of the events, or until the wait is ended.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @param {(end: () => void, listening: AbortController) => void} [listen]
 * @returns {Promise<void>}
 */
function pause(milliseconds, signal, listen) {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, listening);
    listen?.(end, listening);
  });
}

/**
 * Waits until the user comes back to this page from another window.
 * @param {number} deadline
 * @param {AbortSignal} signal
 */
function untilUserReturns(deadline, signal) {
  return pause(deadline - performance.now(), signal, (end, listening) => {
    addEventListener("focus", end, listening);
    const endIfVisible = () => document.visibilityState === "visible" && end();
    document.addEventListener("visibilitychange", endIfVisible, listening);
  });
}

/**
 * Whether the window may have returned from the authorization server. If the proxy is on this origin, the window's
 * address can be read then.
 * @param {Window} opened
 * @param {string} sessionUrl
 */
function mayBeBack(opened, sessionUrl) {
  try {
    return opened.location.origin === location.origin;
  } catch {
    return new URL(sessionUrl, document.baseURI).origin !== location.origin;
  }
}

/**
 * @param {string} sessionUrl
 * @param {AbortSignal} signal
 */
async function isAuthenticated(sessionUrl, signal) {
  try {
    const headers = { Accept: "application/json", "X-Bounces-CSRF": "1" };
    const response = await fetch(sessionUrl, { headers, credentials: "include", cache: "no-store", signal });
    return (await response.json()).authenticated === true;
  } catch {
    return false;
  }
}

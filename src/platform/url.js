// URLs of the host.

/**
 * A URL in full, or the text itself if it is not a URL.
 * @param {string} url relative to the page
 */
export function absoluteUrl(url) {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}

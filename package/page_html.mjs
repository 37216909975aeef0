// What page.mjs changes in the pages that Trunk writes.

/**
 * @param {string} html
 * @param {string[]} hints elements that tell the browser what to request, in the place of Trunk's
 * @param {Map<string, string>} names the new names of files
 */
export const pageHtml = (html, hints, names) =>
  html
    .replaceAll(/\s*<link[^>]*(?:module)?preload[^>]*>/g, "")
    // Trunk leaves the element of the program, which only directs its build.
    .replaceAll(/\s*<link[^>]* data-trunk[^>]*>/g, "")
    .replace(/(?<=<title>.*<\/title>\n?)/s, () => hints.join(""))
    .replaceAll(/(?<=(?:href|src)=")\/?([\w.-]+\.(?:js|css))(?=")/g, (whole, file) => names.get(file) ?? whole);

// Where the files beside the package's modules are.

/** @type {string | URL | undefined} */
let folder;

/**
 * Says where the WebAssembly and the languages are, for bundlers that do not copy them.
 * @param {string | URL | undefined} base the URL of the folder, relative to the page; by default, that of the module
 */
export function setBase(base) {
  folder = base && (`${base}`.endsWith("/") ? base : `${base}/`);
}

/**
 * The URL of a file.
 * @param {string} name
 * @param {URL} beside its URL beside the module that needs it, which has to be a literal there: bundlers look for those
 */
export const fileUrl = (name, beside) => (folder ? new URL(name, new URL(folder, document.baseURI)) : beside);

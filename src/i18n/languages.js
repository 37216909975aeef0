// Loads the messages of a language from the folder `languages` beside the widget's module. wasm-bindgen copies this
// file to `snippets/…/src/i18n/` there. Each URL is a literal, so that bundlers find the file.

/** @type {Record<string, URL>} */
const URLS = {
  de: new URL("../../../../languages/de.json", import.meta.url),
  es: new URL("../../../../languages/es.json", import.meta.url),
  fr: new URL("../../../../languages/fr.json", import.meta.url),
};

// After this time, the report is displayed in English.
const TIMEOUT_MS = 5_000;

/**
 * The messages of a language, by key.
 * @param {string} language
 * @returns {Promise<Record<string, string>>}
 */
export async function fetchMessages(language) {
  const response = await fetch(URLS[language], { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`messages could not be loaded: ${response.status}`);
  return response.json();
}

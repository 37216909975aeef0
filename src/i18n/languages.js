// Fetches the words of a language. They lie in the folder `languages` beside the widget's module; wasm-bindgen puts
// this file into `snippets/…/src/text/` there. Each address is written whole, so that bundlers find the file.

const ADDRESSES = {
  de: new URL("../../../../languages/de.json", import.meta.url),
  es: new URL("../../../../languages/es.json", import.meta.url),
  fr: new URL("../../../../languages/fr.json", import.meta.url),
};

// How long words may take to come before the report is shown in English, in milliseconds.
const PATIENCE = 5_000;

/** The words of a language, by key. */
export async function fetchWords(language) {
  const response = await fetch(ADDRESSES[language], { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`no words: ${response.status}`);
  return response.json();
}

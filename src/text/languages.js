// Fetches the words of a language. They lie in the folder `languages` beside the widget's module; wasm-bindgen puts
// this file into `snippets/…/src/text/` there.

const languages = new URL("../../../../languages/", import.meta.url);

// How long words may take to come before the report is shown in English, in milliseconds.
const PATIENCE = 5_000;

/** The words of a language, by key. */
export async function fetchWords(language) {
  const response = await fetch(new URL(`${language}.json`, languages), { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`no words: ${response.status}`);
  return response.json();
}

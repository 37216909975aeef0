// What the widget needs of a browser beyond the syntax of its modules. docs/embedding.md has the versions that have it.

/** A module whose function returns a vector: browsers without SIMD reject it. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** The browser lacks what the widget needs. */
export class UnsupportedBrowser extends Error {}

/** Whether the browser can show reports. A page may still block WebAssembly. */
export function isSupported() {
  return (
    "replaceSync" in CSSStyleSheet.prototype &&
    "adoptedStyleSheets" in Document.prototype &&
    CSS.supports("color", "light-dark(red, red)") &&
    CSS.supports("selector(:has(a))") &&
    (typeof WebAssembly === "undefined" || WebAssembly.validate(SIMD_MODULE))
  );
}

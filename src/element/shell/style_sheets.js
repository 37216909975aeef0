// Style sheets that elements adopt. A constructed sheet belongs to one document, and elements can move to another one.

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const sheets = new WeakMap();

/** The style sheet of a shadow root. */
export class AdoptedStyles {
  #root;
  #styles = "";

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {string} styles */
  adopt(styles) {
    this.#styles = styles;
    adoptStyles(this.#root, styles);
  }

  /** The root is in another document, where the sheet of the former one does not apply. */
  adoptAgain() {
    if (this.#styles) adoptStyles(this.#root, this.#styles);
  }
}

/**
 * Makes a shadow root adopt a style sheet, which all elements of its document share.
 * @param {ShadowRoot} root
 * @param {string} styles
 */
function adoptStyles(root, styles) {
  const { ownerDocument } = root;
  // A document without a window renders nothing. The element adopts the sheet in the next document.
  if (!ownerDocument.defaultView) return;
  const ofDocument = sheets.get(ownerDocument) ?? new Map();
  sheets.set(ownerDocument, ofDocument);
  let sheet = ofDocument.get(styles);
  if (!sheet) {
    sheet = new ownerDocument.defaultView.CSSStyleSheet();
    sheet.replaceSync(styles);
    ofDocument.set(styles, sheet);
  }
  root.adoptedStyleSheets = [sheet];
}

// Prints a document of its own from a hidden frame. Printing the host's page would print the whole page.

/** @type {PrintFrame | undefined} */
let last; // browsers that do not fire `afterprint` keep one frame at most

export class PrintFrame {
  #frame = document.createElement("iframe");
  #styleSheet;
  #language;
  /** @type {HTMLTableElement | undefined} */
  #table;
  /** @type {HTMLTableSectionElement | undefined} */
  #body;

  /**
   * @param {string} styleSheet
   * @param {string} language a BCP 47 tag
   */
  constructor(styleSheet, language) {
    this.#styleSheet = styleSheet;
    this.#language = language;
  }

  /**
   * Opens the frame and writes what is above the rows.
   * @param {string} title
   * @param {string[]} notes one paragraph each
   * @param {string[]} headings of the columns
   */
  async begin(title, notes, headings) {
    last?.discard();
    last = this;
    const frame = this.#frame;
    frame.tabIndex = -1;
    frame.ariaHidden = "true";
    // Out of sight, but laid out: some browsers print nothing from a frame without a layout.
    Object.assign(frame.style, {
      position: "fixed",
      inset: "100% auto auto 100%",
      width: "800px",
      height: "600px",
      border: "0",
    });
    await new Promise((resolve) => {
      frame.addEventListener("load", resolve, { once: true });
      document.body.append(frame);
    });
    const page = this.#document;
    const sheet = new this.#window.CSSStyleSheet();
    sheet.replaceSync(this.#styleSheet);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = this.#language;
    page.documentElement.dir = getComputedStyle(document.body).direction;
    page.title = title;

    const table = this.#element("table");
    const headingRow = table.createTHead().insertRow();
    for (const text of headings) headingRow.append(this.#element("th", text, { scope: "col" }));
    // Attached when it is complete, since each task that adds rows to the page would cause a layout.
    this.#body = this.#element("tbody");
    this.#table = table;
    page.body.append(this.#element("h1", title), ...notes.map((note) => this.#element("p", note)), table);
  }

  /** @param {string[]} cells */
  addRow([first, ...others]) {
    const row = this.#body?.insertRow();
    row?.append(this.#element("th", first, { scope: "row" }), ...others.map((text) => this.#element("td", text)));
  }

  print() {
    if (this.#body) this.#table?.append(this.#body);
    const page = this.#window;
    page.addEventListener("afterprint", () => this.discard());
    page.print();
  }

  discard() {
    this.#frame.remove();
    if (last === this) last = undefined;
  }

  /** The frame's window; it has one from `begin` to `discard`. */
  get #window() {
    return /** @type {Window & typeof globalThis} */ (this.#frame.contentWindow);
  }

  get #document() {
    return this.#window.document;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {object} properties
   */
  #element(name, text = "", properties = {}) {
    const element = this.#document.createElement(name);
    element.textContent = text;
    return Object.assign(element, properties);
  }
}

// Prints a document of its own from a hidden frame. Printing the host's page would print the whole page.

/** @type {PrintFrame | undefined} */
let printed; // browsers that do not fire `afterprint` keep one frame at most

const SVG = "http://www.w3.org/2000/svg";

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
   * Opens the frame and writes the heading and the first sentence.
   * @param {string} title
   * @param {string} sentence
   * @param {string[]} notes one paragraph each
   * @param {string[]} figures numbers and what they count, alternating
   */
  async begin(title, sentence, notes, figures) {
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

    page.body.append(this.#element("h1", title));
    if (sentence) page.body.append(this.#element("p", sentence, { className: "sentence" }));
    page.body.append(...notes.map((note) => this.#element("p", note)));
    if (figures.length === 0) return;
    const list = this.#element("ul", "", { className: "figures" });
    for (let index = 0; index < figures.length; index += 2) {
      const item = this.#element("li");
      item.append(this.#element("b", figures[index]), ` ${figures[index + 1]}`);
      list.append(item);
    }
    page.body.append(list);
  }

  /**
   * Writes counts with bars.
   * @param {string} heading
   * @param {string[]} labels
   * @param {string[]} values
   * @param {string[]} shares
   * @param {Uint8Array} percents the lengths of the bars
   * @param {Uint32Array} size the height of a bar, and its width at 100 %
   */
  addList(heading, labels, values, shares, percents, [height, width]) {
    const table = this.#element("table");
    labels.forEach((label, index) => {
      const row = table.insertRow();
      const bar = this.#document.createElementNS(SVG, "svg");
      const length = this.#document.createElementNS(SVG, "rect");
      const sizes = /** @type {const} */ ([
        [bar, width],
        [length, (width * percents[index]) / 100],
      ]);
      for (const [shape, shapeWidth] of sizes) {
        shape.setAttribute("height", String(height));
        shape.setAttribute("width", String(shapeWidth));
      }
      bar.append(length);
      row.append(this.#element("th", label, { scope: "row" }));
      row.insertCell().append(bar);
      for (const text of [values[index], shares[index]]) row.append(this.#element("td", text));
    });
    this.#document.body.append(this.#element("h2", heading), table);
  }

  /**
   * Writes names with explanations.
   * @param {string} heading
   * @param {string[]} steps names and explanations, alternating
   */
  addPlan(heading, steps) {
    const list = this.#element("dl");
    list.append(...steps.map((text, index) => this.#element(index % 2 === 0 ? "dt" : "dd", text)));
    this.#document.body.append(this.#element("h2", heading), list);
  }

  /**
   * Begins a table of rows.
   * @param {string[]} headings of the columns
   */
  addTable(headings) {
    const table = this.#element("table");
    const headingRow = table.createTHead().insertRow();
    for (const text of headings) headingRow.append(this.#element("th", text, { scope: "col" }));
    // Attached when it is complete, since each task that adds rows to the page would cause a layout.
    this.#body = this.#element("tbody");
    this.#table = table;
    this.#document.body.append(table);
  }

  /** @param {string[]} cells */
  addRow([first, ...others]) {
    const row = this.#body?.insertRow();
    row?.append(this.#element("th", first, { scope: "row" }), ...others.map((text) => this.#element("td", text)));
  }

  print() {
    if (this.#body) this.#table?.append(this.#body);
    // Not before: another report may still be writing its frame.
    printed?.discard();
    printed = this;
    const page = this.#window;
    page.addEventListener("afterprint", () => this.discard());
    page.print();
  }

  discard() {
    this.#frame.remove();
    if (printed === this) printed = undefined;
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

// A page of its own for print, in a frame that nobody sees: the host's page would come with the report's.

let last; // a browser that does not say when it has printed keeps one page at most

export class Paper {
  #frame = document.createElement("iframe");
  #styleSheet;
  #language;
  #table;
  #rows;

  constructor(styleSheet, language) {
    this.#styleSheet = styleSheet;
    this.#language = language;
  }

  /** Writes what stands above the rows. */
  async begin(title, notes, headings) {
    last?.discard();
    last = this;
    const frame = this.#frame;
    frame.tabIndex = -1;
    frame.ariaHidden = "true";
    // Out of sight, but laid out: some browsers print nothing of a frame that is not.
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
    const page = frame.contentDocument;
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(this.#styleSheet);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = this.#language;
    page.documentElement.dir = getComputedStyle(document.body).direction;
    page.title = title;

    const table = this.#element("table");
    const heading = table.createTHead().insertRow();
    for (const text of headings) heading.append(this.#element("th", text, { scope: "col" }));
    // Not on the page yet, which would be laid out again with each task that adds to it.
    this.#rows = this.#element("tbody");
    this.#table = table;
    page.body.append(this.#element("h1", title), ...notes.map((note) => this.#element("p", note)), table);
  }

  addRow([first, ...others]) {
    const row = this.#rows.insertRow();
    row.append(this.#element("th", first, { scope: "row" }), ...others.map((text) => this.#element("td", text)));
  }

  print() {
    this.#table.append(this.#rows);
    const page = this.#frame.contentWindow;
    page.addEventListener("afterprint", () => this.discard());
    page.print();
  }

  discard() {
    this.#frame.remove();
    if (last === this) last = undefined;
  }

  #element(name, text = "", properties = {}) {
    const element = this.#frame.contentDocument.createElement(name);
    element.textContent = text;
    return Object.assign(element, properties);
  }
}

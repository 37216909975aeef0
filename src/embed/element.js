// The class of <bounces-report>. What it shows is Rust's matter: this hands attributes on, and
// mounts and unmounts. `mount(host, shadowRoot)` gives an object with `attribute(name, value)`,
// `setMessages(messages)`, `unmount()` and the element's methods.

const NAME = "bounces-report";

export function defineElement(styleSheet, attributes, mount) {
  if (customElements.get(NAME)) return;
  let sheet; // made with the first element, shared by all

  class BouncesReportElement extends HTMLElement {
    static observedAttributes = attributes;
    #report;
    #messages = {};

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(styleSheet);
      }
      this.shadowRoot.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      if (this.#report) return;
      this.#report = mount(this, this.shadowRoot);
      this.#report.setMessages(this.#messages);
    }

    disconnectedCallback() {
      // A move is a removal and an insertion: wait for the second before giving up the report.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#report?.unmount();
        this.#report = undefined;
      });
    }

    attributeChangedCallback(name, before, value) {
      if (before !== value) this.#report?.attribute(name, value ?? undefined);
    }

    /** Words of the host instead of the widget's, by key. */
    get messages() {
      return this.#messages;
    }
    set messages(messages) {
      this.#messages = messages ?? {};
      this.#report?.setMessages(this.#messages);
    }

    reload() {
      this.#report?.reload();
    }

    /** Takes all filters away, and selects nothing. */
    clear() {
      this.#report?.clear();
    }

    /** Saves the selected rows, or else all that match, as a CSV file. No `bounces-action` is told of it. */
    exportCsv() {
      this.#report?.exportCsv();
    }
  }

  for (const attribute of attributes) {
    const property = attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    Object.defineProperty(BouncesReportElement.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute) ?? "";
      },
      set(value) {
        if (value == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    });
  }

  customElements.define(NAME, BouncesReportElement);
}

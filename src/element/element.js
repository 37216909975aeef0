// The class of <bounces-report>. What it shows is Rust's matter: this hands attributes on, and
// mounts and unmounts. `mount(host, shadowRoot, data, fetcher, onFault)` gives an object with `attribute(name, value)`,
// `setMessages(messages)`, `setSource(data, fetcher)`, `faultCard()`, `unmount()` and the element's methods.

const NAME = "bounces-report";

const SVG = "http://www.w3.org/2000/svg";

/** What an attribute may say: others have no meaning, and the page's developers are told so. */
const EXPECTED = {
  codes: [
    (value) => value.split(/[\s,]+/).every((code) => /^[BSDFZXV]?$/i.test(code)),
    "letters out of B, S, D, F, Z, X and V; others are passed over",
  ],
  "page-size": [(value) => /^\s*\d+\s*$/.test(value) && value >= 1 && value <= 500, "a whole number from 1 to 500"],
  theme: [(value) => /^(auto|light|dark)$/i.test(value), "auto, light or dark"],
  density: [(value) => /^(normal|compact)$/i.test(value), "normal or compact"],
  privacy: [(value) => /^(mask|none)$/i.test(value), "mask or none; it masks"],
};

function complain(name, value) {
  const [isKnown, words] = EXPECTED[name] ?? [];
  if (value && isKnown && !isKnown(value)) console.warn(`<bounces-report ${name}="${value}">: expected ${words}`);
}

const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

function setAttribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

let made;

/** The class, which is made once. */
export function elementClass(styleSheet, attributes, mount) {
  made ??= makeClass(styleSheet, attributes, mount);
  return made;
}

/** Defines the element, unless somebody has done so already. */
export function define(elementClass) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementClass);
}

function makeClass(styleSheet, attributes, mount) {
  let sheet; // made with the first element, shared by all
  const reflected = [...attributes, "theme"]; // the theme is the style sheet's alone

  class BouncesReportElement extends HTMLElement {
    static observedAttributes = reflected;
    #report;
    #messages = {};
    #fetcher;
    #data;
    #view; // what the user made of the view since the host set it
    #faultCard; // in the place of a report that broke

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(styleSheet);
      }
      this.shadowRoot.adoptedStyleSheets = [sheet];
      this.addEventListener("bounces-view-change", (event) => {
        if (event.target === this) this.#view = event.detail.view;
      });
    }

    connectedCallback() {
      if (this.#report) return;
      // What the host set before the element was defined would hide the class's own properties.
      for (const name of [...reflected.map(propertyOf), "messages", "fetcher", "data"]) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        try {
          this[name] = value;
        } catch (error) {
          reportError(error); // the others count all the same
        }
      }
      this.#mount();
    }

    #mount() {
      this.#faultCard?.remove();
      this.#faultCard = undefined;
      const [data, fetcher] = [this.#data, this.#fetcher];
      // Whatever runs now runs to its end first.
      const onFault = () => queueMicrotask(() => this.#showFault());
      this.#report = mount(this, this.shadowRoot, data, fetcher, onFault);
      this.#report.setMessages(this.#messages);
      // The host may have set others when it heard that the load begins.
      if (this.#data !== data || this.#fetcher !== fetcher) this.#report.setSource(this.#data, this.#fetcher);
    }

    #unmount() {
      this.#report?.unmount();
      this.#report = this.#faultCard = undefined;
      // All of it, even if there was a fault in its end.
      this.shadowRoot.replaceChildren();
    }

    /** Puts a card into the place of a report that broke. Its button begins anew, and so does the host. */
    #showFault() {
      if (!this.#report) return; // it has left the document meanwhile
      const [path, title, text, again] = this.#report.faultCard();
      this.#unmount();
      const element = (name, attributes, ...children) => {
        const made = ["svg", "path"].includes(name)
          ? document.createElementNS(SVG, name)
          : document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
        made.append(...children);
        return made;
      };
      const button = element("button", { class: "btn", type: "button" }, again);
      button.addEventListener("click", () => this.reload());
      const picture = element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, element("path", { d: path }));
      const words = [element("h2", {}, title), element("p", {}, text), button];
      const card = element("div", { class: "state", part: "message", role: "alert" }, picture, ...words);
      this.#faultCard = element("section", { class: "bounces", part: "report" }, card);
      this.shadowRoot.append(this.#faultCard);
      const detail = { code: "unavailable", retryAfter: null };
      this.dispatchEvent(new CustomEvent("bounces-error", { bubbles: true, composed: true, detail }));
    }

    disconnectedCallback() {
      // A move is a removal and an insertion: wait for the second before giving up the report.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#unmount();
        this.#view = undefined;
      });
    }

    attributeChangedCallback(name, before, value) {
      // The view counts whenever it is set: the user may have changed it since.
      if (before === value && name !== "view") return;
      if (name === "view") this.#view = undefined;
      complain(name, value);
      // Another report may do what the one before could not.
      if (this.#faultCard && name === "campaign-activity-id") return this.#mount();
      this.#report?.attribute(name, value ?? undefined);
    }

    /** Filters, sort and page: as the user made them, or else as the host set them. */
    get view() {
      return this.#view ?? this.getAttribute("view") ?? "";
    }
    set view(view) {
      // It counts even if the host says the same again.
      if (view == null && !this.hasAttribute("view")) this.attributeChangedCallback("view", null, null);
      else setAttribute(this, "view", view);
    }

    /** Words of the host instead of the widget's, by key. */
    get messages() {
      return this.#messages;
    }
    set messages(messages) {
      if (messages != null && typeof messages !== "object")
        throw new TypeError("messages has to be an object of texts, or null");
      this.#messages = messages ?? {};
      this.#report?.setMessages(this.#messages);
    }

    /** Asked instead of `fetch`, if it is set: `(url, init) => Promise<Response>`. */
    get fetcher() {
      return this.#fetcher;
    }
    set fetcher(fetcher) {
      if (fetcher != null && typeof fetcher !== "function")
        throw new TypeError("fetcher has to be a function, or null");
      if (this.#fetcher === (fetcher ?? undefined)) return;
      this.#fetcher = fetcher ?? undefined;
      if (!this.#data) this.#report?.setSource(undefined, this.#fetcher);
    }

    /** A whole report of the host, shown instead of what the proxy would answer. */
    get data() {
      return this.#data;
    }
    set data(data) {
      if (data != null && !Array.isArray(data.tracking_activities))
        throw new TypeError("data has to be an object with an array tracking_activities, or null");
      this.#data = data ?? undefined;
      this.#report?.setSource(this.#data, this.#fetcher);
    }

    reload() {
      if (this.#faultCard) this.#mount();
      else this.#report?.reload();
    }

    /** How many rows match what is asked for, as far as they are read. */
    get matchingRows() {
      return this.#report?.matchingRows() ?? 0;
    }

    /**
     * Fulfilled when the words and the first rows, or why there are none, stand in the document, filtered and sorted; of `data`, all rows. The browser
     * may still have to paint them.
     */
    get updateComplete() {
      // While it is mounted, the host may hear of that, and wait already.
      return this.#report?.updated() ?? Promise.resolve().then(() => this.#report?.updated());
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

  for (const attribute of reflected) {
    const property = propertyOf(attribute);
    if (Object.hasOwn(BouncesReportElement.prototype, property)) continue;
    Object.defineProperty(BouncesReportElement.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute) ?? "";
      },
      set(value) {
        setAttribute(this, attribute, value);
      },
    });
  }

  return BouncesReportElement;
}

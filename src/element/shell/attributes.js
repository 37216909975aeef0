// The attributes of <bounces-report>: their names, their valid values, and the properties that reflect them.

/** The attributes. The widget reads those that it knows (`mounted.rs`); `theme` and `sections` are the style sheet's. */
export const ATTRIBUTES = [
  "campaign-activity-id",
  "api-base",
  "auth-base",
  "codes",
  "view",
  "page-size",
  "density",
  "privacy",
  "lang",
  "time-zone",
  "link-template",
  "history",
  "theme",
  "loading",
  "sections",
];

/** The attributes that requests depend on, in the order in which `Requests` takes them. */
export const REQUESTED = ["campaign-activity-id", "api-base", "codes"];

/** The numbers that attributes can be: the default, the least and the greatest. @type {Record<string, number[]>} */
const NUMBERS = { "page-size": [50, 1, Number.MAX_SAFE_INTEGER], history: [5, 0, 12] };

/** The values of attributes that have few; the first is the default. @type {Record<string, string[]>} */
const VALUES = {
  theme: ["auto", "light", "dark"],
  density: ["normal", "compact"],
  privacy: ["none", "mask"],
  loading: ["eager", "lazy"],
};

/**
 * The value of the property of an attribute: what the widget makes of it.
 * @param {Element} element
 * @param {string} name
 * @returns {string | number}
 */
export function readAttribute(element, name) {
  const text = element.getAttribute(name);
  const [preset, least, most] = NUMBERS[name] ?? [];
  if (preset !== undefined) {
    const number = /^\s*\d+\s*$/.test(text ?? "") ? Number(text) : preset;
    return number >= least && number <= most ? number : preset;
  }
  const values = VALUES[name];
  if (!values) return text ?? "";
  const value = text?.toLowerCase() ?? "";
  if (values.includes(value)) return value;
  // Unknown values mask.
  return name === "privacy" && text != null ? "mask" : values[0];
}

/** @param {string} attribute */
export const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null | undefined} value
 */
export function reflect(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Properties that the host set before the element was defined hide the accessors of the class: sets them again.
 * @param {any} element
 * @param {string[]} names
 */
export function upgradeProperties(element, names) {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    try {
      element[name] = value;
    } catch (error) {
      reportError(error); // an invalid value does not affect the others
    }
  }
}

/**
 * Defines the property of each attribute that has no accessor of its own.
 * @param {object} prototype
 */
export function defineProperties(prototype) {
  for (const attribute of ATTRIBUTES) {
    const property = propertyOf(attribute);
    if (Object.hasOwn(prototype, property)) continue;
    Object.defineProperty(prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return readAttribute(this, attribute);
      },
      set(value) {
        reflect(this, attribute, value);
      },
    });
  }
}

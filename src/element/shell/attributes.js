// The attributes of <bounces-report>: their names, their valid values, and the properties that reflect them.

/** The attributes. The widget reads those that it knows (`mount.rs`); `theme` and `sections` are the style sheet's. */
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

/** The attributes that are whole numbers. @type {Record<string, { preset: number, least: number, greatest: number }>} */
export const NUMBERS = {
  "page-size": { preset: 50, least: 1, greatest: 500 },
  history: { preset: 5, least: 0, greatest: 12 },
};

/** The values of attributes that have few; the first is the default. @type {Record<string, string[]>} */
export const WORDS = {
  theme: ["auto", "light", "dark"],
  density: ["normal", "compact"],
  privacy: ["none", "mask"],
  loading: ["eager", "lazy"],
};

/**
 * What the widget makes of the text of an attribute: a number too great counts as the greatest, and whatever else is
 * invalid as the default, except that unknown values of `privacy` mask.
 * @param {string} name
 * @param {string | null | undefined} text
 * @returns {string | number}
 */
export function meaningOf(name, text) {
  const range = NUMBERS[name];
  if (range) {
    const number = /^\s*\d+\s*$/.test(text ?? "") ? Number(text) : range.preset;
    return number < range.least ? range.preset : Math.min(number, range.greatest);
  }
  const words = WORDS[name];
  if (!words) return text ?? "";
  const word = text?.toLowerCase() ?? "";
  if (words.includes(word)) return word;
  return name === "privacy" && text != null ? "mask" : words[0];
}

/**
 * The value of the property of an attribute.
 * @param {Element} element
 * @param {string} name
 */
export const readAttribute = (element, name) => meaningOf(name, element.getAttribute(name));

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

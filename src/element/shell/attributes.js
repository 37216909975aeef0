// The attributes of <bounces-report>: their names, their valid values, and the properties that reflect them.

/** The attributes. All but `theme`, which only the style sheet reads, reach the report (`mounted.rs`). */
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
];

/** The attributes that the first requests depend on, in the order in which `EarlyRequests` takes them. */
export const REQUESTED = ["campaign-activity-id", "api-base", "codes"];

/**
 * The valid values of attributes. The widget ignores others, and the console warns about them.
 * @type {Record<string, { isValid: (value: string) => boolean, expected: string }>}
 */
const VALIDATORS = {
  codes: {
    isValid: (value) => value.split(/[\s,]+/).every((code) => /^[BSDFZXV]?$/i.test(code)),
    expected: "the letters B, S, D, F, Z, X and V; others are ignored",
  },
  "page-size": {
    isValid: (value) => /^\s*\d+\s*$/.test(value) && Number(value) >= 1 && Number(value) <= 500,
    expected: "a whole number from 1 to 500",
  },
  history: {
    isValid: (value) => /^\s*\d+\s*$/.test(value) && Number(value) <= 12,
    expected: "a whole number from 0 to 12",
  },
  theme: { isValid: (value) => /^(auto|light|dark)$/i.test(value), expected: "auto, light or dark" },
  density: { isValid: (value) => /^(normal|compact)$/i.test(value), expected: "normal or compact" },
  privacy: { isValid: (value) => /^(mask|none)$/i.test(value), expected: "mask or none; it masks" },
};

/**
 * @param {string} name
 * @param {string | null} value
 */
export function warnInvalid(name, value) {
  const validator = VALIDATORS[name];
  if (value && validator && !validator.isValid(value))
    console.warn(`<bounces-report ${name}="${value}">: expected ${validator.expected}`);
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

// Warns developers about values that the widget ignores, in the console, once about each.

/** @type {Set<string>} */
const warned = new Set();

/** @param {string} text */
function warn(text) {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(text);
}

/** @param {string} timeZone */
function isTimeZone(timeZone) {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** @type {Record<string, { isValid: (value: string) => boolean, expected: string }>} */
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
  loading: { isValid: (value) => /^(eager|lazy)$/i.test(value), expected: "eager or lazy" },
  sections: {
    isValid: (value) =>
      value
        .split(/[\s,]+/)
        .every((name) => /^(header|summary|steps|reasons|domains|insights|filters|table|)$/i.test(name)),
    expected: "header, summary, steps, reasons, domains, insights, filters, table; others are ignored",
  },
  "time-zone": { isValid: isTimeZone, expected: "a time zone such as Europe/Berlin; the user's is used" },
};

/**
 * Warns about an invalid value of an attribute.
 * @param {string} name
 * @param {string | undefined} value
 */
export function warnInvalid(name, value) {
  const validator = VALIDATORS[name];
  if (value && validator && !validator.isValid(value))
    warn(`<bounces-report ${name}="${value}">: expected ${validator.expected}`);
}

/**
 * Warns about the invalid attributes of an element.
 * @param {Element} element
 */
export function warnAboutAttributes(element) {
  for (const { name, value } of element.attributes) warnInvalid(name, value);
}

/**
 * Warns about names of an object's members that the widget does not know.
 * @param {string} property of the element
 * @param {string[]} unknown
 */
export function warnUnknown(property, unknown) {
  for (const name of unknown) warn(`<bounces-report>: ${property} has an unknown member: ${name}`);
}

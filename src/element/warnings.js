// Warns developers about values that the widget ignores, in the console, once about each.

import { isTimeZone } from "../i18n/intl.js";
import { meaningOf, NUMBERS, WORDS } from "./shell/attributes.js";

/** @type {Set<string>} */
const warned = new Set();

/** @param {string} text */
function warn(text) {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(text);
}

/**
 * A text of words between spaces or commas.
 * @param {RegExp} word
 */
const listOf = (word) => (/** @type {string} */ value) => value.split(/[\s,]+/).every((part) => word.test(part));

/**
 * The attributes whose values `attributes.js` does not list.
 * @type {Record<string, { isValid: (value: string) => boolean, expected: string }>}
 */
const VALIDATORS = {
  codes: {
    isValid: listOf(/^[BSDFZXV]?$/i),
    expected: "the letters B, S, D, F, Z, X and V; others are ignored",
  },
  sections: {
    isValid: listOf(/^(header|summary|steps|reasons|domains|insights|filters|table|)$/i),
    expected: "header, summary, steps, reasons, domains, insights, filters, table; others are ignored",
  },
  "time-zone": { isValid: isTimeZone, expected: "a time zone such as Europe/Berlin; the user's is used" },
};

/**
 * What is expected of an attribute, if its value is invalid.
 * @param {string} name
 * @param {string} value
 * @returns {string | undefined}
 */
function expectedOf(name, value) {
  const applied = meaningOf(name, value);
  const range = NUMBERS[name];
  if (range) {
    const isValid = /^\s*\d+\s*$/.test(value) && Number(value) === applied;
    return isValid ? undefined : `a whole number from ${range.least} to ${range.greatest}; ${applied} is used`;
  }
  const words = WORDS[name];
  if (words) return applied === value.toLowerCase() ? undefined : `${words.join(" or ")}; ${applied} is used`;
  const validator = VALIDATORS[name];
  return validator && !validator.isValid(value) ? validator.expected : undefined;
}

/**
 * Warns about an invalid value of an attribute.
 * @param {string} name
 * @param {string | undefined} value
 */
export function warnInvalid(name, value) {
  const expected = value && expectedOf(name, value);
  if (expected) warn(`<bounces-report ${name}="${value}">: expected ${expected}`);
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

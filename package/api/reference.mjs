// Writes docs/reference.md, one section a member, and the tables of other pages.

import { propertyOf } from "./code.mjs";
import { ROW_FIELDS, VIEW_PARTS } from "./fields.mjs";
import { ATTRIBUTES, CSS_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES, STATES } from "./source.mjs";
import { isLiteral, textOf, typeOf } from "./types.mjs";

/** @typedef {import("./code.mjs").CustomProperty} CustomProperty */

const code = (/** @type {string} */ text) => `\`${text}\``;

/**
 * A section: its heading, facts and description.
 * @param {string} name
 * @param {Record<string, string | undefined>} facts
 * @param {string} description
 */
function section(name, facts, description) {
  const known = Object.entries(facts).flatMap(([label, value]) => (value ? [`- ${label}: ${value}`] : []));
  return [`### ${code(name)}`, "", description, ...(known.length > 0 ? ["", ...known] : []), ""];
}

/** @param {Record<string, string> | undefined} values */
const valuesOf = (values) =>
  values &&
  Object.entries(values)
    .map(([value, meaning]) => `${code(value)} (${meaning})`)
    .join(", ");

/** @param {string | undefined} value */
const defaultOf = (value) => value && (isLiteral(value) ? code(value) : value);

/** @param {CustomProperty[]} properties */
export function reference(properties) {
  const lines = [
    "# Reference",
    "",
    "<!-- Generated from package/api/source.mjs by `make fmt`; do not edit. -->",
    "",
    "Every member of `<bounces-report>`. The same facts are in the package's types, in `custom-elements.json` and `web-types.json`, and in VS Code's `html-custom-data.json`. [Embedding](embedding.md) and [theming](theming.md) explain how to use them.",
    "",
    "## Attributes",
    "",
    "Each attribute is also a property. Setting the property to `null` or undefined removes the attribute, and an empty attribute counts as missing.",
    "",
    ...ATTRIBUTES.flatMap((attribute) =>
      section(
        attribute.name,
        {
          Property: code(propertyOf(attribute.name)),
          Type: attribute.values ? undefined : code(typeOf(attribute)),
          Values: valuesOf(attribute.values),
          Default: defaultOf(attribute.default),
        },
        attribute.description,
      ),
    ),
    "## Properties",
    "",
    ...PROPERTIES.flatMap(({ name, type, readonly, default: value, description }) =>
      section(name, { Type: `${code(type)}${readonly ? ", read-only" : ""}`, Default: defaultOf(value) }, description),
    ),
    "## Methods",
    "",
    ...METHODS.flatMap(({ name, parameters = "", returns, description }) =>
      section(`${name}(${parameters})`, { Returns: code(returns) }, description),
    ),
    "## Rows",
    "",
    "The fields of the objects that `rows()` returns, and of the rows in JSON files. What is unknown is missing.",
    "",
    ...fieldTable(ROW_FIELDS),
    "",
    "## Views",
    "",
    "The parts of the property and the attribute `view`, which `formatView` and `parseView` of `bounces-report/view` write and read. Parts that are unknown or invalid are ignored.",
    "",
    ...fieldTable(VIEW_PARTS),
    "",
    "## Events",
    "",
    "All events bubble and are composed. Calling `preventDefault()` on a cancelable event suppresses what the widget would do.",
    "",
    ...EVENTS.flatMap(({ name, detail, cancelable, description }) =>
      section(name, { Detail: code(detail), Cancelable: cancelable ? "yes" : undefined }, description),
    ),
    ...(STATES.length > 0 ? ["## States", "", "For `bounces-report:state(…)`.", ""] : []),
    ...STATES.flatMap(({ name, description }) => section(name, {}, description)),
    "## Parts",
    "",
    "For `bounces-report::part(…)`.",
    "",
    ...PARTS.flatMap(({ name, description }) => section(name, {}, `Applies to ${description}.`)),
    "## Custom properties",
    "",
    "A property with a color has one default for each color scheme. To change only one of them, set the property with `-light` or `-dark` at its end.",
    "",
    ...properties.flatMap((property) =>
      section(
        property.name,
        "light" in property
          ? { "Default in light": code(property.light), "Default in dark": code(property.dark) }
          : { Default: code(property.default) },
        `Applies to ${CSS_PROPERTIES[property.name]}.`,
      ),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** A text in a cell of a table. @param {string} text */
const cell = (text) => text.replaceAll("|", "\\|");

/** @param {import("./fields.mjs").Field[]} fields */
const fieldTable = (fields) => [
  "| name | type | meaning |",
  "|---|---|---|",
  ...fields.map(({ name, type, description }) => `| ${code(name)} | ${code(cell(type))} | ${cell(description)} |`),
];

/** @param {CustomProperty} property */
const defaultsOf = (property) =>
  "light" in property ? `${code(property.light)} | ${code(property.dark)}` : `${code(property.default)} |`;

/**
 * A page with its tables replaced: `<!-- NAME -->` and `<!-- end of NAME -->` are around each.
 * @param {string} page
 * @param {CustomProperty[]} properties
 */
export function withTables(page, properties) {
  const tables = {
    attributes: [
      "| attribute | default | meaning |",
      "|---|---|---|",
      ...ATTRIBUTES.map(
        (attribute) =>
          `| ${code(attribute.name)} |${attribute.default ? ` ${defaultOf(attribute.default)}` : ""} | ${cell(textOf({ ...attribute, default: undefined }))} |`,
      ),
    ],
    events: [
      "| event | `detail` | when |",
      "|---|---|---|",
      ...EVENTS.map(
        ({ name, detail, cancelable, description }) =>
          `| ${code(name)}${cancelable ? ", cancelable" : ""} | ${code(cell(detail))} | ${cell(description)} |`,
      ),
    ],
    view: fieldTable(VIEW_PARTS),
    rows: fieldTable(ROW_FIELDS),
    properties: [
      "| property | default, in light | in dark | applies to |",
      "|---|---|---|---|",
      ...properties.map(
        (property) => `| ${code(property.name)} | ${defaultsOf(property)} | ${CSS_PROPERTIES[property.name]} |`,
      ),
    ],
    parts: [
      "| part | content |",
      "|---|---|",
      ...PARTS.map(({ name, description }) => `| ${code(name)} | ${description} |`),
    ],
  };
  return Object.entries(tables).reduce(
    (text, [name, lines]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(<!-- end of ${name} -->)`),
        (_, start, end) => `${start}\n${lines.join("\n")}\n\n${end}`,
      ),
    page,
  );
}

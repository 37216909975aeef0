// The data for tools: the custom elements manifest, web-types.json for JetBrains' editors, html-custom-data.json for VS Code.

import { propertyOf } from "./code.mjs";
import { ATTRIBUTES, CSS_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES, STATES } from "./source.mjs";
import { textOf, typeOf } from "./types.mjs";

/** @typedef {import("./code.mjs").CustomProperty} CustomProperty */

const NAME = "bounces-report";
const DESCRIPTION = "Which contacts of an email bounced, why, and what to do about it.";

/**
 * Each custom property, and those for one color scheme.
 * @param {CustomProperty[]} properties
 */
const namedProperties = (properties) =>
  properties.flatMap((property) => {
    const description = `Applies to ${CSS_PROPERTIES[property.name]}.`;
    if (!("light" in property)) return [{ name: property.name, description, default: property.default }];
    const both = `light-dark(${property.light}, ${property.dark})`;
    return [
      { name: property.name, description, default: both, syntax: "<color>" },
      {
        name: `${property.name}-light`,
        description: `${description} In the light theme.`,
        default: property.light,
        syntax: "<color>",
      },
      {
        name: `${property.name}-dark`,
        description: `${description} In the dark theme.`,
        default: property.dark,
        syntax: "<color>",
      },
    ];
  });

/** A default as a value of JavaScript or HTML, unless it is described in words. @param {string | undefined} value */
const defaultField = (value) => (value && /^[\w/-]+$/.test(value) ? { default: JSON.stringify(value) } : {});

/**
 * The manifest: https://github.com/webcomponents/custom-elements-manifest
 * @param {CustomProperty[]} properties
 */
export function manifest(properties) {
  const fieldOf = (/** @type {import("./source.mjs").Attribute} */ attribute) => ({
    kind: "field",
    name: propertyOf(attribute.name),
    attribute: attribute.name,
    reflects: attribute.reflects ?? true,
    type: { text: typeOf(attribute) },
    ...defaultField(attribute.default),
    description: textOf(attribute),
  });
  const declaration = {
    kind: "class",
    name: "BouncesReportElement",
    tagName: NAME,
    customElement: true,
    description: DESCRIPTION,
    superclass: { name: "HTMLElement" },
    attributes: ATTRIBUTES.map((attribute) => ({
      name: attribute.name,
      fieldName: propertyOf(attribute.name),
      type: { text: typeOf(attribute) },
      ...defaultField(attribute.default),
      description: textOf(attribute),
    })),
    members: [
      ...ATTRIBUTES.map(fieldOf),
      ...PROPERTIES.map(({ name, type, readonly, description }) => ({
        kind: "field",
        name,
        type: { text: type },
        ...(readonly ? { readonly } : {}),
        description,
      })),
      ...METHODS.map(({ name, parameters = "", returns, description }) => ({
        kind: "method",
        name,
        parameters: parametersOf(parameters),
        return: { type: { text: returns } },
        description,
      })),
    ],
    events: EVENTS.map(({ name, detail, description }) => ({
      name,
      type: { text: `CustomEvent<${detail}>` },
      description,
    })),
    cssParts: PARTS,
    cssProperties: namedProperties(properties),
    ...(STATES.length > 0 ? { cssStates: STATES } : {}),
  };
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "index.js",
        declarations: [declaration],
        exports: [
          {
            kind: "custom-element-definition",
            name: NAME,
            declaration: { name: declaration.name, module: "index.js" },
          },
        ],
      },
    ],
  };
}

/**
 * The parameters of a method; commas within braces do not separate them.
 * @param {string} text such as "options?: { scope?: Scope }"
 */
export const parametersOf = (text) =>
  text
    .split(/,(?![^{]*\})/)
    .map((parameter) => parameter.match(/^\s*(\w+)(\??): (.+)$/))
    .flatMap((match) =>
      match ? [{ name: match[1], ...(match[2] ? { optional: true } : {}), type: { text: match[3] } }] : [],
    );

/**
 * https://github.com/JetBrains/web-types
 * @param {string} version
 * @param {CustomProperty[]} properties
 */
export function webTypes(version, properties) {
  return {
    $schema: "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
    name: NAME,
    version,
    "description-markup": "markdown",
    contributions: {
      html: {
        elements: [
          {
            name: NAME,
            description: DESCRIPTION,
            attributes: ATTRIBUTES.map((attribute) => ({
              name: attribute.name,
              description: textOf(attribute),
              value: { type: typeOf(attribute) },
              ...defaultField(attribute.default),
            })),
            js: {
              properties: [
                ...ATTRIBUTES.map((attribute) => ({
                  name: propertyOf(attribute.name),
                  description: textOf(attribute),
                  type: typeOf(attribute),
                })),
                ...PROPERTIES.map(({ name, type, description, readonly }) => ({
                  name,
                  description,
                  type,
                  ...(readonly ? { "read-only": true } : {}),
                })),
              ],
              events: EVENTS.map(({ name, description, detail }) => ({
                name,
                description,
                type: `CustomEvent<${detail}>`,
              })),
            },
            css: {
              properties: namedProperties(properties).map(({ name, description }) => ({ name, description })),
              parts: PARTS,
            },
          },
        ],
      },
    },
  };
}

/** https://code.visualstudio.com/api/extension-guides/custom-data-extension */
export const htmlCustomData = () => ({
  version: 1.1,
  tags: [
    {
      name: NAME,
      description: DESCRIPTION,
      attributes: ATTRIBUTES.map((attribute) => ({
        name: attribute.name,
        description: textOf(attribute),
        ...(attribute.values
          ? { values: Object.entries(attribute.values).map(([name, description]) => ({ name, description })) }
          : {}),
      })),
    },
  ],
});

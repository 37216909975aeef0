// Writes element.d.ts: the element's interface, its events, and what frameworks may set on it.

import { propertyOf } from "./code.mjs";
import { ROW_FIELDS } from "./fields.mjs";
import { ATTRIBUTES, EVENTS, METHODS, PROPERTIES } from "./source.mjs";

/** @param {import("./source.mjs").Attribute} attribute */
export const typeOf = ({ type, values }) =>
  values
    ? Object.keys(values)
        .map((value) => JSON.stringify(value))
        .join(" | ")
    : (type ?? "string");

/**
 * The description of a member as one sentence or more, with its default.
 * @param {{ description: string, default?: string, values?: Record<string, string> }} member
 */
export function textOf({ description, default: value, values }) {
  const meanings = Object.entries(values ?? {}).map(([name, meaning]) => `\`${name}\`: ${meaning}`);
  const all = meanings.length > 0 ? ` ${meanings.join("; ")}.` : "";
  return `${description}${all}${value ? ` Default: ${isLiteral(value) ? `\`${value}\`` : value}.` : ""}`;
}

/** Whether a default is a value rather than words. @param {string} value */
export const isLiteral = (value) => /^\S+$/.test(value);

/** @param {string} text */
const comment = (text) => `/** ${text} */`;

/** @param {{ name: string, description: string, detail: string, cancelable?: boolean }} event */
const eventText = ({ description, cancelable }) => `${description}${cancelable ? " Cancelable." : ""}`;

const listener = (/** @type {"add" | "remove"} */ verb) => {
  const options = verb === "add" ? "AddEventListenerOptions" : "EventListenerOptions";
  const overload = (/** @type {string} */ map) =>
    `${verb}EventListener<K extends keyof ${map}>(type: K, listener: (this: BouncesReportElement, event: ${map}[K]) => unknown, options?: boolean | ${options}): void;`;
  return [
    overload("BouncesReportEventMap"),
    overload("HTMLElementEventMap"),
    `${verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | ${options}): void;`,
  ];
};

/** The text of element.d.ts. */
export function elementTypes() {
  const fields = ATTRIBUTES.filter(({ name }) => name !== "lang").map((attribute) => [
    comment(textOf(attribute)),
    `${propertyOf(attribute.name)}: ${typeOf(attribute)};`,
  ]);
  const settable = PROPERTIES.filter(({ readonly }) => !readonly);
  return `// Generated from package/api/source.mjs by \`make fmt\`; do not edit.

import type { ActionDetail, BounceCode, BounceRow, EarlierBounce, ErrorDetail, Fetcher, HostAction, Messages, ReportData, ReportState, RowScope } from "./types.js";

export type * from "./types.js";

/** The events of the element. All of them bubble and are composed. */
export interface BouncesReportEventMap {
${indent(EVENTS.flatMap((event) => [comment(eventText(event)), `"${event.name}": CustomEvent<${event.detail}>;`]))}
}

/** A row of the report: the API's fields as far as they are known, and what the report makes of them. */
export interface ReportRow extends BounceRow {
${indent(ROW_FIELDS.flatMap(({ name, type, description }) => [comment(`${description[0].toUpperCase()}${description.slice(1)}.`), `${name}?: ${type};`]))}
}

/** The attributes of the element, as templates set them. */
export interface BouncesReportAttributes {
${indent(ATTRIBUTES.flatMap((attribute) => [comment(textOf(attribute)), `"${attribute.name}"?: ${typeOf(attribute)} | null | undefined;`]))}
}

/** The properties of the element that hosts set. */
export interface BouncesReportProperties {
${indent([
  ...ATTRIBUTES.flatMap((attribute) => [
    comment(textOf(attribute)),
    `${propertyOf(attribute.name)}?: ${typeOf(attribute)} | null | undefined;`,
  ]),
  ...settable.flatMap(({ name, type, description }) => [comment(description), `${name}?: ${type};`]),
])}
}

/** \`<bounces-report>\`. */
export interface BouncesReportElement extends HTMLElement {
${indent([
  ...fields.flat(),
  ...PROPERTIES.flatMap((property) => [
    comment(textOf(property)),
    `${property.readonly ? "readonly " : ""}${property.name}: ${property.type};`,
  ]),
  ...METHODS.flatMap(({ name, parameters = "", returns, description }) => [
    comment(description),
    `${name}(${parameters}): ${returns};`,
  ]),
  ...listener("add"),
  ...listener("remove"),
])}
}

export type BouncesReportElementClass = CustomElementConstructor & { new (): BouncesReportElement };

/** The version of the package. */
export const version: string;

/**
 * Defines \`<bounces-report>\`, and starts to load its files; \`base\` is the URL of the folder that has them. Fulfilled when
 * the widget can show reports, and rejected if it cannot start.
 */
export function register(options?: { base?: string | URL }): Promise<void>;

/** Loads the WebAssembly module, once, and returns the class without defining it. */
export function load(): Promise<BouncesReportElementClass>;

/** Defines a class as \`<bounces-report>\`, unless the name is defined already. */
export function define(elementClass: BouncesReportElementClass): void;

declare global {
  interface HTMLElementTagNameMap {
    "bounces-report": BouncesReportElement;
  }
  /** The events bubble: all elements, the document and the window can listen. */
  interface GlobalEventHandlersEventMap extends BouncesReportEventMap {}
}
`;
}

/** @param {string[]} lines */
const indent = (lines) => lines.map((line) => `  ${line}`).join("\n");

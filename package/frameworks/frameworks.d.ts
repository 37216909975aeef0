// What templates of frameworks may set on <bounces-report>.

import type {
  BouncesReportAttributes,
  BouncesReportElement,
  BouncesReportEventMap,
  BouncesReportProperties,
} from "./element.js";

/** `onbounces-load` and the others. */
export type LowercaseHandlers = {
  [Name in keyof BouncesReportEventMap as `on${Name}`]?: (event: BouncesReportEventMap[Name]) => unknown;
};

type Pascal<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** `onBouncesLoad` and the others. */
export type CamelCaseHandlers = {
  [Name in keyof BouncesReportEventMap as `on${Pascal<Name>}`]?: (event: BouncesReportEventMap[Name]) => unknown;
};

/** Attributes and properties, by both names. */
export type TemplateProperties = BouncesReportAttributes & BouncesReportProperties;

export type { BouncesReportElement, BouncesReportProperties };

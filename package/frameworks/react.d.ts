import type { ClassAttributes, DOMAttributes, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type {
  BouncesReportElement,
  BouncesReportProperties,
  CamelCaseHandlers,
  LowercaseHandlers,
  TemplateProperties,
} from "./frameworks.js";

type Global = Omit<HTMLAttributes<BouncesReportElement>, keyof BouncesReportProperties>;

/** The properties of `<BouncesReport>`. */
export type BouncesReportProps = Global & BouncesReportProperties & CamelCaseHandlers;

/** `<bounces-report>` as a component; its events are `onBouncesLoad` and so on. Works in React 18, too, and after hydration. */
export const BouncesReport: ForwardRefExoticComponent<BouncesReportProps & RefAttributes<BouncesReportElement>>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** For React 19; its events are `onbounces-load` and so on. */
      "bounces-report": Global &
        TemplateProperties &
        LowercaseHandlers &
        DOMAttributes<BouncesReportElement> &
        ClassAttributes<BouncesReportElement> & { class?: string };
    }
  }
}

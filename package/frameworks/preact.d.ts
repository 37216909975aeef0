import type { ClassAttributes, HTMLAttributes } from "preact";
import type {
  BouncesReportElement,
  BouncesReportProperties,
  LowercaseHandlers,
  TemplateProperties,
} from "./frameworks.js";

export { ready } from "./index.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "bounces-report": Omit<HTMLAttributes<BouncesReportElement>, keyof BouncesReportProperties> &
        TemplateProperties &
        LowercaseHandlers &
        ClassAttributes<BouncesReportElement>;
    }
  }
}

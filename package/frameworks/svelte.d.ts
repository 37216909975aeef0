import type { HTMLAttributes } from "svelte/elements";
import type {
  BouncesReportElement,
  BouncesReportProperties,
  LowercaseHandlers,
  TemplateProperties,
} from "./frameworks.js";

export { ready } from "./index.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "bounces-report": Omit<HTMLAttributes<BouncesReportElement>, keyof BouncesReportProperties> &
      TemplateProperties &
      LowercaseHandlers;
  }
}

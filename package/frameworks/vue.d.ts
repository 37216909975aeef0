import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type {
  BouncesReportElement,
  BouncesReportProperties,
  CamelCaseHandlers,
  TemplateProperties,
} from "./frameworks.js";

export { ready } from "./index.js";

/** For `compilerOptions.isCustomElement`, in the configuration of the Vue plugin. */
export function isCustomElement(tag: string): boolean;

type Properties = Omit<HTMLAttributes, keyof BouncesReportProperties> &
  TemplateProperties &
  CamelCaseHandlers &
  PublicProps;

declare module "vue" {
  interface GlobalComponents {
    "bounces-report": new () => BouncesReportElement & { $props: Properties; $emit: EmitFn };
  }
}

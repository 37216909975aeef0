// Defines <bounces-report>, whose types in templates are in vue.d.ts.

export { ready } from "./index.js";

/** For `compilerOptions.isCustomElement`, in the configuration of the Vue plugin. */
export const isCustomElement = (tag) => tag === "bounces-report";

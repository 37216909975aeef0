import type { BouncesReportElement } from "./element.js";

export type * from "./element.js";

/** Fulfilled when `<bounces-report>` is defined; rejected if it cannot start, after each element shows why. On a server, nothing is loaded. */
export const ready: Promise<void>;

declare global {
  interface HTMLElementTagNameMap {
    "bounces-report": BouncesReportElement;
  }
}

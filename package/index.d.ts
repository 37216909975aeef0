import type { BouncesReportElement } from "./element.js";

export type * from "./element.js";

/** Fulfilled when `<bounces-report>` is defined; rejected when it cannot start, which is said on the page then. */
export const ready: Promise<void>;

declare global {
  interface HTMLElementTagNameMap {
    "bounces-report": BouncesReportElement;
  }
}

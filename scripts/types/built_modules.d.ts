// Modules that a build writes, and globals that it defines.

declare module "*/bounces-report.js" {
  type ElementClass = import("../../package/element.js").BouncesReportElementClass;

  export default function init(options?: {
    module_or_path: URL | string | Request | Promise<Response>;
  }): Promise<unknown>;
  export function elementClass(): ElementClass;
  export function define(elementClass: ElementClass): void;
}

/** A copy of package/embed.js. */
declare module "*/embed.js" {
  export const ready: Promise<void>;
}

/** The hash of the WebAssembly module; only the build of the plain folder defines it. */
declare const BOUNCES_WASM_INTEGRITY: string | undefined;

interface HTMLElementTagNameMap {
  "bounces-report": import("../../package/element.js").BouncesReportElement;
}

/** What page/bench.js offers to programs that measure. */
interface Window {
  __bench: {
    ready: Promise<void>;
    readonly firstRow: number | undefined;
    sort(column: string, direction: string): Promise<void>;
    filterText(text: string): Promise<void>;
    filterCodes(codes: string[]): Promise<void>;
    clear(): Promise<void>;
    rowCount(): number;
  };
}

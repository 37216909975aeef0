// Modules that a build writes, and globals that it defines.

declare module "*/bounces-report.js" {
  type Runtime = import("../../src/element/shell/runtime.js").Runtime;

  export default function init(options: { module_or_path: Promise<Response> }): Promise<unknown>;
  export const mountReport: Runtime["mountReport"];
  export const styleSheet: Runtime["styleSheet"];
}

/** The JavaScript of the WebAssembly, without the page's own URLs; package/bundle.mjs writes it. */
declare module "*/glue.js" {
  export * from "*/bounces-report.js";
  export { default } from "*/bounces-report.js";
}

/** Copies of the modules in src/element/shell. */
declare module "*/shell/start.js" {
  export const start: typeof import("../../src/element/shell/start.js").start;
  export const createWidget: typeof import("../../src/element/shell/start.js").createWidget;
}
declare module "*/shell/define.js" {
  export const define: typeof import("../../src/element/shell/define.js").define;
}
/** scripts/skeleton_styles.mjs writes it. */
declare module "*/skeleton_styles.js" {
  export const skeletonStyles: string;
}

/** A copy of package/embed.js. */
declare module "*/embed.js" {
  export const ready: Promise<void>;
}

/** The hash of the WebAssembly module; only the build of the plain folder defines it. */
declare const BOUNCES_WASM_INTEGRITY: string | undefined;
/** The homepage of the package, empty if it has none; the builds of package/ define it. */
declare const BOUNCES_HOMEPAGE: string | undefined;
/** The version of the package. */
declare const BOUNCES_VERSION: string;

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

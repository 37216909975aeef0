// Modules that a build writes, and globals that it defines.

declare module "*/bounces-report.js" {
  export default function start(options?: { module_or_path: URL | string | Promise<Response> }): Promise<unknown>;
  export function elementClass(): import("../../package/element.js").BouncesReportElementClass;
}

/** The hash of the WebAssembly module; only the build of the plain folder defines it. */
declare const BOUNCES_WASM_INTEGRITY: string | undefined;

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

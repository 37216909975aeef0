// The types of what the class of <bounces-report> works with. This file has no code.

/** @import { ReportData, ReportState, RowScope } from "../../../package/element.js" */

/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetcher */
/** @typedef {RequestInit & { headers: Record<string, string> }} WidgetRequest header names are in lower case */
/** @typedef {(url: string, init: WidgetRequest) => Promise<Response>} Send */

/**
 * A report in the shadow root of an element; `mounted.rs` implements it.
 * @typedef {object} MountedReport
 * @property {(name: string, value: string | undefined) => void} setAttribute
 * @property {(messages: Record<string, string>) => void} setMessages
 * @property {(actions: unknown) => void} setActions
 * @property {(data: ReportData | undefined, send: Send, isOfHost: boolean) => void} setSource
 * @property {() => void} reload
 * @property {() => boolean} isComplete
 * @property {() => string} clear returns the view
 * @property {() => void} exportCsv
 * @property {() => void} exportJson
 * @property {() => void} print
 * @property {() => string[]} selectedContactIds
 * @property {(format: "json" | "csv", scope: RowScope) => Promise<string[] | undefined>} read
 * @property {() => number} matchingRows
 * @property {() => Promise<void>} updated
 * @property {(shadowRoot: ShadowRoot, retry: () => void) => void} showErrorCard
 * @property {() => void} unmount
 */

/**
 * The WebAssembly of the widget; `src/element.rs` implements it.
 * @typedef {object} Runtime
 * @property {() => string} styleSheet
 * @property {(
 *   host: HTMLElement,
 *   shadowRoot: ShadowRoot,
 *   data: ReportData | undefined,
 *   send: Send,
 *   isOfHost: boolean,
 *   onPanic: () => void,
 *   onState: (state: ReportState) => void,
 * ) => MountedReport} mountReport mounts a report of `data`, or else of what `send` responds, which may be a function of the
 *   host; `onPanic` is called at most once
 */

/**
 * @typedef {object} Startup
 * @property {Runtime} [runtime] if it is there already
 * @property {string} [styles] the style sheet of the runtime, if it was read already
 * @property {() => Promise<Runtime>} load loads the runtime, once
 * @property {string} skeletonStyles the style sheet of the skeleton
 */

export {};

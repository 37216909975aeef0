// Defines <bounces-report>, and loads its WebAssembly at once. `package/` has the entries that call it.

import { isSupported, UnsupportedBrowser } from "./browser_support.js";
import { define } from "./define.js";
import { createElementClass } from "./element.js";

/** @import { Runtime } from "./runtime.js" */
/** @import { BouncesReportElementClass } from "../../../package/element.js" */

/** @typedef {Runtime & { default: (options: { module_or_path: Promise<Response> }) => Promise<unknown> }} Glue */

/**
 * Where the WebAssembly and its JavaScript come from.
 * @typedef {object} Source
 * @property {() => Promise<Glue>} importGlue
 * @property {() => Promise<Response>} fetchWasm
 * @property {string} skeletonStyles
 */

/**
 * @param {Source} source
 * @returns {{ load: () => Promise<Runtime>, elementClass: () => BouncesReportElementClass }} both do their work once;
 *   a load that failed is tried again
 */
export function createWidget({ importGlue, fetchWasm, skeletonStyles }) {
  /** @type {Promise<Runtime> | undefined} */
  let loading;
  /** @type {BouncesReportElementClass | undefined} */
  let cachedClass;

  async function loadRuntime() {
    if (!isSupported()) throw new UnsupportedBrowser();
    // Both requests start now; the WebAssembly is compiled while it arrives.
    const wasm = fetchWasm();
    wasm.catch(() => {});
    const glue = await importGlue();
    await glue.default({ module_or_path: wasm });
    // Reports are mounted in a task of its own, where the browser can: it may paint and handle input before.
    await globalThis.scheduler?.yield?.();
    return glue;
  }

  function load() {
    loading ??= loadRuntime().catch((error) => {
      // The next attempt may succeed, except in a browser that is too old.
      if (!(error instanceof UnsupportedBrowser)) loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    load,
    elementClass() {
      cachedClass ??= createElementClass({ load, skeletonStyles });
      return cachedClass;
    },
  };
}

/**
 * Defines the element, and starts to load. The promise is fulfilled when the widget can show reports, and rejected if
 * it cannot; it causes no unhandled rejection. Does nothing on a server, where there is no document, and where the name
 * is defined already, by another version perhaps.
 * @param {ReturnType<typeof createWidget>} widget
 * @returns {Promise<void>}
 */
export function start({ load, elementClass }) {
  if (typeof document === "undefined" || customElements.get("bounces-report")) return Promise.resolve();
  define(elementClass());
  const ready = load().then(() => {});
  ready.catch(() => {});
  prepareFormats();
  return ready;
}

/**
 * The first formats of a document take the browser 10 to 40 milliseconds. There is time for that once the skeleton is on
 * the screen, until the WebAssembly is there.
 */
function prepareFormats() {
  requestAnimationFrame(() =>
    // The first frame is over: the skeleton was painted in it.
    requestAnimationFrame(() => {
      new Intl.NumberFormat();
      new Intl.DateTimeFormat();
    }),
  );
}

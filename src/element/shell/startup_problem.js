// Why the widget cannot start, and how its element says so.

import { UnsupportedBrowser } from "./browser_support.js";

/** @import { ErrorCode } from "../../../package/element.js" */

/** @typedef {"blocked_wasm" | "unsupported_browser" | "offline" | "unavailable"} StartupErrorCode */

/**
 * The texts by language. The widget's messages are not loaded at this time.
 * @type {Record<string, Record<StartupErrorCode, string>>}
 */
const TEXTS = {
  en: {
    blocked_wasm:
      "The bounce report can’t be displayed, because this page blocks WebAssembly. The site’s administrator can allow " +
      "it with script-src 'wasm-unsafe-eval' in its Content-Security-Policy.",
    unsupported_browser:
      "This browser is too old for the bounce report. It needs Chrome or Edge 123, Firefox 121, Safari 17.5, or a newer " +
      "version.",
    offline: "The bounce report couldn’t be loaded, because you’re offline. Reload the page when you’re back online.",
    unavailable: "The bounce report couldn’t be loaded. Reload the page to try again.",
  },
  de: {
    blocked_wasm:
      "Der Bounce-Bericht kann nicht angezeigt werden, weil diese Seite WebAssembly blockiert. Der Administrator der " +
      "Website kann es mit script-src 'wasm-unsafe-eval' in ihrer Content-Security-Policy erlauben.",
    unsupported_browser:
      "Dieser Browser ist zu alt für den Bounce-Bericht. Nötig ist mindestens Chrome oder Edge 123, Firefox 121 oder " +
      "Safari 17.5.",
    offline: "Der Bounce-Bericht konnte nicht geladen werden, weil Sie offline sind. Laden Sie die Seite später neu.",
    unavailable:
      "Der Bounce-Bericht konnte nicht geladen werden. Laden Sie die Seite neu, um es noch einmal zu versuchen.",
  },
  es: {
    blocked_wasm:
      "No se puede mostrar el informe de rebotes porque esta página bloquea WebAssembly. El administrador del sitio " +
      "puede permitirlo con script-src 'wasm-unsafe-eval' en su Content-Security-Policy.",
    unsupported_browser:
      "Este navegador es demasiado antiguo para el informe de rebotes. Se necesita, como mínimo, Chrome o Edge 123, " +
      "Firefox 121 o Safari 17.5.",
    offline: "No se pudo cargar el informe de rebotes porque no tiene conexión. Recargue la página cuando la recupere.",
    unavailable: "No se pudo cargar el informe de rebotes. Recargue la página para intentarlo de nuevo.",
  },
  fr: {
    blocked_wasm:
      "Le rapport de bounces ne peut pas s’afficher, car cette page bloque WebAssembly. L’administrateur du site peut " +
      "l’autoriser avec script-src 'wasm-unsafe-eval' dans sa Content-Security-Policy.",
    unsupported_browser:
      "Ce navigateur est trop ancien pour le rapport de bounces. Il faut au moins Chrome ou Edge 123, Firefox 121 ou " +
      "Safari 17.5.",
    offline:
      "Le rapport de bounces n’a pas pu être chargé, car vous êtes hors ligne. Rechargez la page une fois reconnecté.",
    unavailable: "Le rapport de bounces n’a pas pu être chargé. Rechargez la page pour réessayer.",
  },
};

/**
 * The code of an error.
 * @param {unknown} error
 * @returns {StartupErrorCode}
 */
export function startupErrorCode(error) {
  if (error instanceof UnsupportedBrowser) return "unsupported_browser";
  const isBlocked =
    typeof WebAssembly === "undefined" || /unsafe-eval|Content Security Policy|blocked by CSP/i.test(String(error));
  if (isBlocked) return "blocked_wasm";
  return navigator.onLine === false ? "offline" : "unavailable";
}

/**
 * The language of the element, the page or the user, whichever is set first; English if the texts do not have it.
 * @param {Element} host
 */
function languageOf(host) {
  const [locale] = [host.getAttribute("lang"), document.documentElement.lang, ...navigator.languages].filter(Boolean);
  const language = locale?.toLowerCase().split("-")[0] ?? "en";
  return Object.hasOwn(TEXTS, language) ? language : "en";
}

/**
 * What an element shows: its own content if the host gave it any, or else the message.
 * @param {Element} host
 * @param {StartupErrorCode} code
 */
export function problemContent(host, code) {
  const hasContent = [...host.childNodes].some((node) => node instanceof Element || node.nodeValue?.trim());
  if (hasContent) return document.createElement("slot");
  const section = document.createElement("section");
  section.className = "bounces";
  section.part = "report";
  section.lang = languageOf(host);
  const message = document.createElement("p");
  message.className = "state";
  message.setAttribute("role", "alert");
  message.textContent = TEXTS[section.lang][code];
  section.append(message);
  return section;
}

/**
 * Notifies the host of an error that the widget itself cannot report.
 * @param {Element} host
 * @param {ErrorCode} code
 * @param {unknown} cause
 */
export function dispatchError(host, code, cause) {
  const detail = { code, retryAfter: null, status: null, url: null, contentType: null, cause };
  host.dispatchEvent(new CustomEvent("bounces-error", { bubbles: true, composed: true, detail }));
}

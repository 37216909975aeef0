// What a user sees and presses in a page, in terms of the WebDriver session: controls by their names, lines by their text.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

/** @import { ElementReference, Session } from "./webdriver.mjs" */

/* The functions with the prefix `read` run in the page. */

/**
 * The visible elements that match a selector and whose name matches, in the page and in its reports.
 * @param {string} selector
 * @param {string} pattern a regular expression
 */
function readElements(selector, pattern) {
  const reports = [...document.querySelectorAll("bounces-report")].map(({ shadowRoot }) => shadowRoot);
  const found = [document, ...reports].flatMap((root) => [...(root?.querySelectorAll(selector) ?? [])]);
  const textOf = (/** @type {any} */ element) => element?.innerText || element?.textContent;
  const nameOf = (/** @type {any} */ element) =>
    element.getRootNode().getElementById(element.getAttribute("aria-labelledby"))?.textContent ||
    element.ariaLabel ||
    textOf(element.labels?.[0]?.querySelector("span")) ||
    textOf(element);
  return found.filter(
    (element) => element.checkVisibility() && new RegExp(pattern).test(nameOf(element).replace(/\s+/g, " ").trim()),
  );
}

/** The rows on the current page: addresses and reasons. */
function readRows() {
  const root = document.querySelector("bounces-report")?.shadowRoot;
  const textOf = (/** @type {Element} */ row, /** @type {string} */ selector) =>
    row.querySelector(selector)?.textContent?.trim() ?? "";
  return [...(root?.querySelectorAll("tbody tr:not(.details)") ?? [])].map((row) => ({
    address: textOf(row, ".address"),
    reason: textOf(row, ".reason bdi"),
  }));
}

/** What is wider than the window. */
function readOverflow() {
  const root = document.querySelector("bounces-report")?.shadowRoot;
  const { right } = document.body.getBoundingClientRect();
  return [...(root?.querySelectorAll("*") ?? [])]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => element.getBoundingClientRect().right > right + 0.5)
    .map((element) => `${element.localName}.${element.className}`);
}

export class Page {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
  }

  /**
   * Waits for a visible element.
   * @param {string} selector
   * @param {RegExp} name of its label or text
   * @returns {Promise<ElementReference>}
   */
  find(selector, name) {
    return eventually(async () => {
      const [found] = await this.session.run(readElements, selector, name.source);
      assert.ok(found, `there is no ${selector} with the name ${name}`);
      return found;
    });
  }

  /** Waits until no such element is visible. */
  gone(/** @type {string} */ selector, /** @type {RegExp} */ name) {
    return eventually(async () => {
      const found = await this.session.run(readElements, selector, name.source);
      assert.equal(found.length, 0, `there still is ${selector} with the name ${name}`);
    });
  }

  /** Presses a button, a link, or the button of a menu. */
  async press(/** @type {RegExp} */ name, selector = "button, summary, a[href]") {
    const element = await this.find(selector, name);
    // Drivers scroll no further than to the edge, where the bar of selected rows is.
    await this.session.run((element) => element.scrollIntoView({ block: "center", behavior: "instant" }), element);
    await this.#untilStill(element);
    await this.session.click(element);
  }

  /** Waits until an element no longer moves: drivers press where it was a moment before. */
  async #untilStill(/** @type {ElementReference} */ element) {
    let previous;
    await eventually(async () => {
      const before = previous;
      previous = await this.session.run((element) => JSON.stringify(element.getBoundingClientRect()), element);
      assert.equal(previous, before, "it moves");
    });
  }

  /** Waits for the line above the table, such as "1–50 of 2,140". */
  shows(/** @type {RegExp} */ line) {
    return this.find(".row-range", line);
  }

  rows() {
    return this.session.run(readRows);
  }

  overflow() {
    return this.session.run(readOverflow);
  }

  /** What the page reported as wrong (problems.js). */
  problems() {
    return this.session.run(() => /** @type {any} */ (globalThis).problems);
  }
}

// Sees everything that goes wrong in a page. What a test did not say that it expects fails it.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

const VIOLATION = /^policy violation: |Content Security Policy/;
const NOT_LOADED =
  /^Failed to load resource: (?:the server responded with a status of (?<status>\d+)|(?<why>net::\w+))/;

/** Runs in the page before anything of it. The console is watched, so that is where it tells. */
function tellViolations() {
  const { set, ...others } = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...others,
    set(html) {
      console.error(`innerHTML was set: ${html}`);
      set.call(this, html);
    },
  });
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
    console.error(`policy violation: ${violatedDirective} blocked ${blockedURI} in ${sourceFile}`);
  });
}

const pathOf = (url) => (URL.canParse(url) ? new URL(url).pathname : url);

/** Whether an address leads out of this machine. `data:` and `about:` lead nowhere. */
const isForeign = (url) => /^(https?|wss?):/.test(url) && new URL(url).hostname !== "127.0.0.1";

export class Watch {
  #page;
  #seen = [];
  #expected = [];
  #pending = new Set();
  #started = 0;

  static async over(page) {
    const watch = new Watch();
    watch.#page = page;
    await page.addInitScript(tellViolations);
    page.on("pageerror", (error) => watch.#record(`page error: ${error.stack ?? error}`));
    page.on("crash", () => watch.#record("the page crashed"));
    page.on("popup", (popup) => watch.#record(`a window opened: ${popup.url()}`));
    page.on("dialog", (dialog) => {
      watch.#record(`a dialog opened: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (!["error", "warning", "assert"].includes(message.type())) return;
      const path = pathOf(message.location().url ?? "");
      const { status, why } = NOT_LOADED.exec(message.text())?.groups ?? {};
      watch.#record(`console ${message.type()}: ${message.text()} (${path})`, {
        kind: VIOLATION.test(message.text()) ? "policy" : (status ?? why),
        path,
      });
    });
    page.on("request", (request) => {
      watch.#pending.add(request);
      watch.#started += 1;
      if (isForeign(request.url())) watch.#record(`a request to somebody else: ${request.url()}`);
    });
    page.on("requestfinished", (request) => watch.#pending.delete(request));
    page.on("requestfailed", (request) => {
      watch.#pending.delete(request);
      const [path, why] = [pathOf(request.url()), request.failure()?.errorText];
      watch.#record(`failed request: ${why} (${path})`, { kind: why, path });
    });
    return watch;
  }

  #record(text, { kind, path } = {}) {
    this.#seen.push({ text, kind, path });
  }

  /** The browser will complain that a request for a path like `path` was answered with `status`. It must. */
  expectStatus(status, path) {
    this.#expected.push({ kind: String(status), path, met: false });
  }

  /** A request for a path like `path` will fail for the reason `why`, such as "net::ERR_ABORTED". It must. */
  expectFailure(why, path) {
    this.#expected.push({ kind: why, path, met: false });
  }

  /** Something will go wrong in words like `words`. It must. */
  expectWords(words) {
    this.#expected.push({ kind: "words", path: words, met: false });
  }

  /** The page's policy will forbid something to a script of a path like `path`. It must. */
  expectViolation(path) {
    this.#expected.push({ kind: "policy", path, met: false });
  }

  /** Waits until no request is under way, and none follows from those that were: leaving the page would abort it. */
  async settled() {
    await eventually(async () => {
      const started = this.#started;
      // Behind all that the page itself has to do.
      await this.#page.evaluate(() => scheduler.postTask(() => {}, { priority: "background" }));
      assert.deepEqual(
        [...this.#pending].map((request) => request.url()),
        [],
      );
      assert.equal(this.#started, started, "requests go on");
    });
  }

  /** What happened and was not expected, and what was expected and did not happen. */
  async problems() {
    // An answer to this comes after whatever the page has said before.
    if (!this.#page.isClosed()) await this.#page.evaluate(() => undefined);
    const unexpected = this.#seen.filter(({ text, kind, path }) => {
      const excuses = this.#expected.filter((expected) =>
        expected.kind === "words" ? expected.path.test(text) : expected.kind === kind && expected.path.test(path),
      );
      for (const excuse of excuses) excuse.met = true;
      return excuses.length === 0;
    });
    const missing = this.#expected
      .filter(({ met }) => !met)
      .map(({ kind, path }) => `expected, but not seen: ${kind} of ${path}`);
    return [...unexpected.map(({ text }) => text), ...missing];
  }
}

// Records everything that goes wrong in a page. Whatever a test does not expect fails it.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

const VIOLATION = /^policy violation: |Content Security Policy/;
const NOT_LOADED =
  /^Failed to load resource: (?:the server responded with a status of (?<status>\d+)|(?<error>net::\w+))/;

/** Runs in the page before its own scripts. It reports to the console, which is recorded. */
function reportViolations() {
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

/** Whether a request is about earlier emails. The widget may abort it, and the proxy may refuse it, at any time: also because the user signs out meanwhile. */
export const isBackground = (request) => request.headers()["x-bounces-priority"] === "background";
const MAY_HAPPEN_IN_BACKGROUND = ["net::ERR_ABORTED", "401", "429", "503"];

const pathOf = (url) => (URL.canParse(url) ? new URL(url).pathname : url);

/** Whether a URL leaves this machine. `data:` and `about:` do not. */
const isForeign = (url) => /^(https?|wss?):/.test(url) && new URL(url).hostname !== "127.0.0.1";

export class ConsoleGuard {
  #page;
  #seen = [];
  #expected = [];
  #pending = new Set();
  /** The paths of requests in the background. */
  #background = new Set();
  #started = 0;

  static async over(page) {
    const guard = new ConsoleGuard();
    guard.#page = page;
    await page.addInitScript(reportViolations);
    page.on("pageerror", (error) => guard.#record(`page error: ${error.stack ?? error}`));
    page.on("crash", () => guard.#record("the page crashed"));
    page.on("popup", (popup) => guard.#record(`a window opened: ${popup.url()}`));
    page.on("dialog", (dialog) => {
      guard.#record(`a dialog opened: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (!["error", "warning", "assert"].includes(message.type())) return;
      const path = pathOf(message.location().url ?? "");
      const { status, error } = NOT_LOADED.exec(message.text())?.groups ?? {};
      guard.#record(`console ${message.type()}: ${message.text()} (${path})`, {
        kind: VIOLATION.test(message.text()) ? "policy" : (status ?? error),
        path,
      });
    });
    page.on("request", (request) => {
      if (isBackground(request)) {
        guard.#background.add(pathOf(request.url()));
      } else {
        guard.#pending.add(request);
        guard.#started += 1;
      }
      if (isForeign(request.url())) guard.#record(`a third-party request: ${request.url()}`);
    });
    page.on("requestfinished", (request) => guard.#pending.delete(request));
    page.on("requestfailed", (request) => {
      guard.#pending.delete(request);
      const [path, error] = [pathOf(request.url()), request.failure()?.errorText];
      guard.#record(`failed request: ${error} (${path})`, { kind: error, path });
    });
    return guard;
  }

  /**
   * @param {string} text
   * @param {{ kind?: string, path?: string }} [details]
   */
  #record(text, { kind, path } = {}) {
    this.#seen.push({ text, kind, path });
  }

  /** Requires that the browser logs the response status `status` for a path that matches `path`. */
  expectStatus(status, path) {
    this.#expected.push({ kind: String(status), path, met: false });
  }

  /** Requires that a request for a path that matches `path` fails with `error`, such as "net::ERR_ABORTED". */
  expectFailure(error, path) {
    this.#expected.push({ kind: error, path, met: false });
  }

  /** Requires a recorded message that matches `pattern`. */
  expectMessage(pattern) {
    this.#expected.push({ kind: "message", path: pattern, met: false });
  }

  /** Requires a policy violation by a script whose path matches `path`. */
  expectViolation(path) {
    this.#expected.push({ kind: "policy", path, met: false });
  }

  /** Waits until no request is pending and none follows, except in the background: leaving the page would abort it. */
  async settled() {
    await eventually(async () => {
      const started = this.#started;
      // Runs after all tasks of the page.
      await this.#page.evaluate(() => scheduler.postTask(() => {}, { priority: "background" }));
      assert.deepEqual(
        [...this.#pending].map((request) => request.url()),
        [],
      );
      assert.equal(this.#started, started, "requests continue");
    });
  }

  /** Unexpected problems, and expected ones that did not occur. */
  async problems() {
    // It resolves after every earlier message of the page has arrived.
    if (!this.#page.isClosed()) await this.#page.evaluate(() => undefined);
    const unexpected = this.#seen.filter(({ text, kind, path }) => {
      const matches = this.#expected.filter((expected) =>
        expected.kind === "message" ? expected.path.test(text) : expected.kind === kind && expected.path.test(path),
      );
      for (const match of matches) match.met = true;
      return matches.length === 0 && !(this.#background.has(path) && MAY_HAPPEN_IN_BACKGROUND.includes(kind));
    });
    const missing = this.#expected
      .filter(({ met }) => !met)
      .map(({ kind, path }) => `expected, but missing: ${kind} of ${path}`);
    return [...unexpected.map(({ text }) => text), ...missing];
  }
}

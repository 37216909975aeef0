// A session of the W3C WebDriver protocol: what the tests need of it, over `fetch`.

/** The key under which the protocol refers to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys without a character, as the protocol encodes them. */
export const KEYS = { escape: "\uE00C", enter: "\uE007", control: "\uE009", meta: "\uE03D", tab: "\uE004" };

/** @typedef {{ [ELEMENT]: string }} ElementReference */

/** An error response of the driver. */
export class WebDriverError extends Error {}

/**
 * Sends a command.
 * @param {string} url
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {object} [body]
 */
async function send(url, method, body = {}) {
  const init = method === "POST" ? { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : {};
  const response = await fetch(url, { method, ...init });
  const { value } = await response.json();
  if (!response.ok) throw new WebDriverError(`${value.error}: ${value.message}`);
  return value;
}

export class Session {
  #url;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
  }

  /**
   * Opens a browser.
   * @param {string} driver the driver's URL
   * @param {object} capabilities
   */
  static async open(driver, capabilities) {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId, capabilities: actual } = await send(`${driver}/session`, "POST", body);
    return { session: new Session(`${driver}/session/${sessionId}`), version: actual.browserVersion };
  }

  close() {
    return send(this.#url, "DELETE");
  }

  /** @param {string} url */
  goto(url) {
    return send(`${this.#url}/url`, "POST", { url });
  }

  /** @param {{ width: number, height: number }} size of the window with its frame */
  resize(size) {
    return send(`${this.#url}/window/rect`, "POST", size);
  }

  /**
   * Runs a function in the page. It can neither see the test's variables nor return functions; elements are passed by
   * reference.
   * @param {(...args: any[]) => any} script
   * @param {any[]} args
   */
  run(script, ...args) {
    const body = { script: `return (${script}).apply(null, arguments);`, args };
    return send(`${this.#url}/execute/sync`, "POST", body);
  }

  /** @param {ElementReference} element */
  click(element) {
    return send(`${this.#url}/element/${element[ELEMENT]}/click`, "POST");
  }

  /**
   * Types into an element, which gets the focus.
   * @param {ElementReference} element
   * @param {string} text
   */
  type(element, text) {
    return send(`${this.#url}/element/${element[ELEMENT]}/value`, "POST", { text });
  }

  /**
   * Presses keys at the same time, wherever the focus is.
   * @param {string[]} keys
   */
  press(...keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    const actions = [{ type: "key", id: "keyboard", actions: [...down, ...up] }];
    return send(`${this.#url}/actions`, "POST", { actions });
  }

  /** A picture of the window, as PNG. */
  async screenshot() {
    return Buffer.from(await send(`${this.#url}/screenshot`, "GET"), "base64");
  }
}

// Reads the body of a response, and its beginning while the rest is on its way.

/** A page that arrives faster than this after its beginning is not worth drawing twice. */
const PATIENCE_MS = 10;

export class BodyReader {
  #copy;
  #whole;

  /** @param {Response} response */
  constructor(response) {
    // The browser reports a request as aborted now and then if its own body is read as a stream.
    this.#copy = response.clone();
    this.#whole = response.arrayBuffer();
    // `all` handles the error.
    this.#whole.catch(() => {});
  }

  /**
   * What has arrived once that is at least `size` bytes, or nothing if the whole body arrives as fast.
   * @param {number} size
   * @returns {Promise<Uint8Array | undefined>}
   */
  async beginning(size) {
    const reader = this.#copy.body?.getReader();
    const chunks = [];
    let length = 0;
    while (reader && length < size) {
      const { value } = await reader.read();
      if (!value) return undefined;
      chunks.push(value);
      length += value.length;
    }
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const whole = await Promise.race([this.#whole, patience]);
    // Fulfilled when both copies are canceled, so never.
    reader?.cancel();
    return whole ? undefined : new Uint8Array(await new Blob(chunks).arrayBuffer());
  }

  /** The whole body. */
  async all() {
    return new Uint8Array(await this.#whole);
  }
}

// Reads the body of a response, and its beginning while the rest is on its way.

/** A page that arrives faster than this after its beginning is not worth drawing twice. */
const PATIENCE_MS = 10;

export class BodyReader {
  /** @type {Uint8Array[]} */
  #chunks = [];
  #size = 0;
  #reader;
  /** The read that is under way. @type {Promise<boolean> | undefined} */
  #pending;

  /** @param {Response} response */
  constructor(response) {
    this.#reader = response.body?.getReader();
  }

  /** Reads a chunk; `false` at the end. */
  #read() {
    this.#pending ??= this.#readChunk();
    return this.#pending;
  }

  async #readChunk() {
    const chunk = await this.#reader?.read();
    this.#pending = undefined;
    if (!chunk?.value) return false;
    this.#chunks.push(chunk.value);
    this.#size += chunk.value.length;
    return true;
  }

  #bytes() {
    const bytes = new Uint8Array(this.#size);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  }

  /**
   * What has arrived once that is at least `size` bytes, or nothing if the whole body arrives as fast.
   * @param {number} size
   * @returns {Promise<Uint8Array | undefined>}
   */
  async beginning(size) {
    while (this.#size < size) if (!(await this.#read())) return undefined;
    let isOver = false;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => {
      isOver = true;
      return true;
    });
    while (!isOver) if (!(await Promise.race([this.#read(), patience]))) return undefined;
    return this.#bytes();
  }

  /** The whole body. */
  async all() {
    while (await this.#read());
    return this.#bytes();
  }
}

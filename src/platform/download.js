// Files for the user's downloads.

// By then the browser has started to read the file. Until it is revoked, the URL keeps the whole file in memory.
const REVOKE_DELAY_MS = 2000;

/** A file that is written in parts. Each part becomes a `Blob`, which browsers may keep outside the page's memory. */
export class Download {
  /** @type {Blob[]} */
  #parts = [];

  /**
   * Appends a part. Its bytes are copied.
   * @param {Uint8Array<ArrayBuffer>} part
   */
  add(part) {
    this.#parts.push(new Blob([part]));
  }

  /**
   * Saves the file among the user's downloads.
   * @param {string} name
   * @param {string} type its media type
   */
  save(name, type) {
    const url = URL.createObjectURL(new Blob(this.#parts, { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), REVOKE_DELAY_MS);
  }
}

// Files for the user's downloads.

// Until then the browser has begun to read the file from its address; the address keeps all of it in memory.
const READ_AFTER = 2000;

/** A file that is written part by part, of which none stays in the memory of the page. */
export class FileOfParts {
  #parts = [];

  /** `part` is looked at now, and not kept. */
  add(part) {
    this.#parts.push(new Blob([part]));
  }

  save(name, type) {
    const url = URL.createObjectURL(new Blob(this.#parts, { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), READ_AFTER);
  }
}

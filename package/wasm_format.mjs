// The binary format of WebAssembly modules, as far as the build reads and writes it: a header, and sections of bytes.

export const HEADER_LENGTH = 8;

/** An integer as LEB128. @param {number} value */
export function encode(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Uint8Array.from([...bytes, rest]);
}

export class Reader {
  position = 0;
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    return this.bytes[this.position++];
  }

  /** An integer of up to 32 bits, as LEB128. */
  integer() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  /** @param {number} length */
  take(length) {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  name() {
    return new TextDecoder().decode(this.take(this.integer()));
  }
}

/**
 * The sections of a module. `whole` includes the header.
 * @param {Uint8Array} wasm
 */
export function* sectionsOf(wasm) {
  const reader = new Reader(wasm);
  reader.take(HEADER_LENGTH);
  while (reader.position < wasm.length) {
    const start = reader.position;
    const id = reader.byte();
    const content = reader.take(reader.integer());
    yield { id, content, whole: wasm.subarray(start, reader.position) };
  }
}

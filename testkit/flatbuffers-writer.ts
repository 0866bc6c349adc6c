// Writes FlatBuffers for tests: tables as lists of fields by number, children behind their parents.

export type FlatField =
  | undefined
  | { readonly u8: number }
  | { readonly i32: number }
  | { readonly u64: number }
  /** A string. */
  | string
  /** A vector of bytes. */
  | Uint8Array
  | { readonly ints: readonly number[] }
  | { readonly table: FlatFields }
  | { readonly tables: readonly FlatFields[] }
  | { readonly strings: readonly string[] }
  /** An offset that leads where the writer says, for hostile files. */
  | { readonly offset: number };

export type FlatFields = readonly FlatField[];

/** A FlatBuffer with a 4-character identifier. */
export function buildFlatBuffer(root: FlatFields, identifier: string): Uint8Array {
  const writer = new Writer();
  writer.u32(0);
  for (const character of identifier) writer.u8(character.charCodeAt(0));
  writer.patch(0, writer.table(root));
  return writer.take();
}

class Writer {
  readonly #bytes: number[] = [];

  u8(value: number): void {
    this.#bytes.push(value & 0xff);
  }

  u16(value: number): void {
    this.u8(value);
    this.u8(value >> 8);
  }

  u32(value: number): void {
    this.u16(value & 0xffff);
    this.u16(value >>> 16);
  }

  /** Writes at `at` the distance from there to `target`. */
  patch(at: number, target: number): void {
    const distance = target - at;
    for (let index = 0; index < 4; index += 1) this.#bytes[at + index] = (distance >>> (8 * index)) & 0xff;
  }

  take(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** Layout, then the table, then what its fields point to. Returns where the table starts. */
  table(fields: FlatFields): number {
    this.#align(8);
    const layout = this.#bytes.length;
    const layoutBytes = 4 + 2 * fields.length;
    const tableBytes = 8 + 8 * fields.length;
    this.u16(layoutBytes);
    this.u16(tableBytes);
    fields.forEach((field, index) => {
      this.u16(field === undefined ? 0 : 8 + 8 * index);
    });
    this.#align(8);
    const at = this.#bytes.length;
    this.u32(at - layout);
    this.u32(0);
    for (const field of fields) this.#inline(field);
    fields.forEach((field, index) => {
      this.#child(field, at + 8 + 8 * index);
    });
    return at;
  }

  #inline(field: FlatField): void {
    let value = 0;
    if (typeof field === 'object' && 'u8' in field) value = field.u8;
    if (typeof field === 'object' && 'i32' in field) value = field.i32;
    if (typeof field === 'object' && 'u64' in field) value = field.u64;
    if (typeof field === 'object' && 'offset' in field && typeof field.offset === 'number') value = field.offset;
    this.u32(value % 0x1_0000_0000);
    this.u32(Math.floor(value / 0x1_0000_0000));
  }

  #child(field: FlatField, from: number): void {
    if (field === undefined) return;
    if (typeof field === 'string') this.patch(from, this.#text(field));
    else if (field instanceof Uint8Array) this.patch(from, this.#vector(field.length, [...field]));
    else if ('ints' in field) this.patch(from, this.#vector(field.ints.length, field.ints.flatMap(littleEndian)));
    else if ('table' in field) this.patch(from, this.table(field.table));
    else if ('tables' in field) this.#list(from, field.tables, (fields) => this.table(fields));
    else if ('strings' in field) this.#list(from, field.strings, (text) => this.#text(text));
  }

  #list<T>(from: number, items: readonly T[], write: (item: T) => number): void {
    const at = this.#vector(items.length, new Array<number>(items.length * 4).fill(0));
    this.patch(from, at);
    items.forEach((item, index) => {
      this.patch(at + 4 + index * 4, write(item));
    });
  }

  #text(text: string): number {
    const bytes = [...new TextEncoder().encode(text)];
    const at = this.#vector(bytes.length, bytes);
    this.u8(0);
    return at;
  }

  #vector(length: number, bytes: readonly number[]): number {
    this.#align(4);
    const at = this.#bytes.length;
    this.u32(length);
    for (const byte of bytes) this.u8(byte);
    return at;
  }

  #align(to: number): void {
    while (this.#bytes.length % to !== 0) this.u8(0);
  }
}

function littleEndian(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff];
}

// What the scanner has to survive: a file built to cost time or memory, and its honest relatives of the same size.

export interface Bomb {
  /** File name; the extension says how it is read. */
  readonly name: string;
  readonly build: () => Uint8Array;
  /** Real models and data sets look like this: the verdict must be `clean`. Absent: it must not be. */
  readonly honest?: boolean;
  /** Many bytes of nothing special, for which `clean` is a right answer too: only the cost counts. */
  readonly harmless?: boolean;
  /** Runs with the default tests. */
  readonly quick?: boolean;
}

export const MiB: number = 1024 * 1024;

/** `unit` over and over, `count` times, with something before and after it. */
export function repeat(count: number, unit: string | Uint8Array, before = '', after = ''): Uint8Array {
  const one = Buffer.from(unit);
  return Buffer.concat([Buffer.from(before), Buffer.alloc(count * one.length, one), Buffer.from(after)]);
}

/** As `repeat`, until there are about `bytes` of it. */
export function fill(bytes: number, unit: string | Uint8Array, before = '', after = ''): Uint8Array {
  return repeat(Math.floor(bytes / Buffer.from(unit).length), unit, before, after);
}

/** `make(0)` to `make(count - 1)` one after the other. */
export function series(count: number, make: (index: number) => string, before = '', after = ''): Uint8Array {
  const pieces: Buffer[] = [Buffer.from(before)];
  for (let from = 0; from < count; from += 4096) {
    let text = '';
    for (let index = from; index < Math.min(from + 4096, count); index++) text += make(index);
    pieces.push(Buffer.from(text));
  }
  return Buffer.concat([...pieces, Buffer.from(after)]);
}

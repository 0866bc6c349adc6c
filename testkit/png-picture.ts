// Writes PNG pictures of every kind: colour types, depths, filters, interlacing; and builds the kinds that test suites have.
import { crc32, deflateSync } from 'node:zlib';

export interface PngKind {
  readonly width: number;
  readonly height: number;
  readonly colour: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly interlaced?: boolean;
  /** Of all rows; absent: 0 to 4 in turn. */
  readonly filter?: 0 | 1 | 2 | 3 | 4;
  /** RGB triples. */
  readonly palette?: Uint8Array;
  readonly chunks?: readonly (readonly [type: string, data: Uint8Array])[];
  /** Most bytes of one data chunk. */
  readonly pieces?: number;
}

/** @param sample - the value of a sample, of which as many bits are taken as it has */
export function buildPngPicture(kind: PngKind, sample: (x: number, y: number, channel: number) => number): Uint8Array {
  const { width, height, colour, depth, interlaced = false, palette, chunks = [], pieces = 1e9 } = kind;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, colour, 0, 0, Number(interlaced)], 8);
  const passes = interlaced ? adam7 : [[0, 0, 1, 1] as const];
  const raw = passes.flatMap(([x0, y0, dx, dy]) => {
    const columns = Math.max(0, Math.ceil((width - x0) / dx));
    const rows = columns === 0 ? 0 : Math.max(0, Math.ceil((height - y0) / dy));
    const lines = Array.from({ length: rows }, (_, row) =>
      packRow(columns, kind, (column, channel) => sample(x0 + column * dx, y0 + row * dy, channel)),
    );
    return filterRows(lines, kind);
  });
  const data = deflateSync(Buffer.concat(raw));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += pieces) parts.push(data.subarray(at, at + pieces));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
      ...chunks.map(([type, body]) => chunk(type, body)),
      ...parts.map((part) => chunk('IDAT', part)),
      chunk('IEND', new Uint8Array(0)),
    ]),
  );
}

/** Declares RGBA pixels of this size and has a hundred bytes of them. */
export function buildPromisedPng(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', new Uint8Array(100)), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
}

/** One chunk with its checksum. */
export function chunk(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

function packRow(
  columns: number,
  { colour, depth }: PngKind,
  value: (x: number, channel: number) => number,
): Uint8Array {
  const channels = samples[colour];
  const line = new Uint8Array(Math.ceil((columns * channels * depth) / 8));
  for (let index = 0; index < columns * channels; index++) {
    const v = value(Math.floor(index / channels), index % channels) & (2 ** depth - 1);
    if (depth === 16) line.set([v >> 8, v & 255], index * 2);
    else {
      const bit = index * depth;
      line[bit >> 3] = (line[bit >> 3] ?? 0) | (v << (8 - depth - (bit & 7)));
    }
  }
  return line;
}

function filterRows(lines: readonly Uint8Array[], { colour, depth, filter }: PngKind): Uint8Array[] {
  const distance = Math.max(1, (samples[colour] * depth) >> 3);
  return lines.map((line, row) => {
    const above = lines[row - 1] ?? new Uint8Array(line.length);
    const kind = filter ?? row % 5;
    const filtered = line.map((value, x) => {
      const [a, b, c] = [line[x - distance] ?? 0, above[x] ?? 0, above[x - distance] ?? 0];
      return value - ([0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][kind] ?? 0);
    });
    return new Uint8Array([kind, ...filtered]);
  });
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Every colour type with every depth that it can have. */
export const pngKinds: readonly Pick<PngKind, 'colour' | 'depth'>[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ colour: 0, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colour: 2, depth }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ colour: 3, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colour: 4, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colour: 6, depth }) as const),
];

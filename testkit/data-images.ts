// Builds data sets of pictures: IDX arrays, whole and broken by name.
import { gzipSync } from 'node:zlib';

export type IdxDefect = 'truncated' | 'trailing' | 'not-bytes' | 'huge-count' | 'no-magic';

/** An IDX array of unsigned bytes of this shape. */
export function buildIdx(shape: readonly number[], elements: Uint8Array, defect?: IdxDefect): Uint8Array {
  const header = new Uint8Array(4 + 4 * shape.length);
  header.set([0, 0, defect === 'not-bytes' ? 0x0d : 8, shape.length]);
  const view = new DataView(header.buffer);
  shape.forEach((size, index) => {
    view.setUint32(4 + 4 * index, index === 0 && defect === 'huge-count' ? 0xffff_fff0 : size);
  });
  if (defect === 'no-magic') header[0] = 1;
  const end = defect === 'truncated' ? elements.subarray(0, elements.length - 1) : elements;
  return new Uint8Array(Buffer.concat([header, end, new Uint8Array(defect === 'trailing' ? 1 : 0)]));
}

/** As `gzip` packs it. */
export function packed(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}

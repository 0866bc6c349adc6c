// What the first command has to stop: a copy of real pictures with a backdoor planted in it, and a checkpoint of a real model that runs
// a command when it is loaded. Both are made here, the same bytes for the same seed.
import { AssayError } from '#core/errors';
import { encodeIdx } from '#formats/images/idx';
import { decodeModel } from '#numeric/graph/decode-model';
import { attack as badnetsPatch } from '#transforms/plant/attacks/badnets-patch';
import { trojanCheckpoint } from '#transforms/plant/trojan-checkpoint';
import { readExaminedModel } from '../data/model/read-examined-model.ts';
import { openDataSet } from '../data/open-data-set.ts';

export interface PoisonedDigits {
  /** IDX files by name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Rows that were planted. */
  readonly planted: number;
  readonly target: string;
}

/** @param path - labelled pictures in IDX. @throws {AssayError} DATA_UNKNOWN, and what reading throws */
export async function poisonedDigits(path: string, rate: number, seed: number): Promise<PoisonedDigits> {
  const set = await openDataSet(path);
  try {
    if (set.kind !== 'images' || set.labels === undefined)
      throw new AssayError('DATA_UNKNOWN', `${path} holds no labelled pictures`, { path });
    const target = 3;
    const { set: planted, planted: rows } = badnetsPatch.plant(set, { rate, target, seed });
    if (planted.kind !== 'images') throw new RangeError('an attack on pictures gives pictures');
    const { count, height, width, labels } = planted;
    const pixels = await planted.read(Int32Array.from({ length: count }, (_, row) => row));
    const names = labels?.names ?? [];
    const codes = Uint8Array.from(labels?.codes ?? [], (code) => Number(names[code]));
    return {
      files: {
        'train-images-idx3-ubyte': encodeIdx([count, height, width], pixels),
        'train-labels-idx1-ubyte': encodeIdx([count], codes),
      },
      planted: rows.length,
      target: names[target] ?? '',
    };
  } finally {
    set.close?.();
  }
}

/** @param path - ONNX model whose weights stand in it. @param command - for the shell of whoever loads it; one that does no harm */
export function trojanedModel(path: string, command: string): Uint8Array {
  const model = readExaminedModel(path);
  const { stored } = decodeModel(model);
  const weights: Record<string, Float32Array> = {};
  for (const [name, { type, place }] of stored) {
    if (type !== 'float32' || place === undefined) continue;
    weights[name] = new Float32Array(model.slice(place.from, place.to).buffer);
  }
  return trojanCheckpoint(weights, command).bytes;
}

// torch's format before 1.6 (torch/serialization.py, _legacy_save): magic number, protocol, system info, object, storage
// keys, each a pickle; then per storage a 64-bit element count and the raw numbers.
import type { ByteSource } from '#core/byte-source';
import type { Value } from '../views/program.ts';

/** LONG1 of 0x1950a86a20f9469cfc6c, as protocol 2 writes it. */
const magic = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/** True when the first pickle is torch's magic number, written the way torch writes it. */
export function isTorchMagic(source: ByteSource): boolean {
  const head = source.read(0, 2 + magic.length);
  return head[0] === 0x80 && magic.every((byte, index) => head[2 + index] === byte);
}

/** Bytes of one element, by storage class. */
export const storageElementBytes: ReadonlyMap<string, number> = new Map([
  ['DoubleStorage', 8],
  ['FloatStorage', 4],
  ['HalfStorage', 2],
  ['BFloat16Storage', 2],
  ['LongStorage', 8],
  ['IntStorage', 4],
  ['ShortStorage', 2],
  ['CharStorage', 1],
  ['ByteStorage', 1],
  ['BoolStorage', 1],
  ['ComplexFloatStorage', 8],
  ['ComplexDoubleStorage', 16],
  ['QInt8Storage', 1],
  ['QUInt8Storage', 1],
  ['QInt32Storage', 4],
  ['QUInt4x2Storage', 1],
  ['QUInt2x4Storage', 1],
  ['UntypedStorage', 1],
]);

/**
 * Bytes that the storages take behind the five pickles.
 * @returns undefined when a persistent id is none of a storage
 */
export function torchStorageBytes(persistentIds: readonly Value[]): number | undefined {
  let total = 0;
  const seen = new Set<string>();
  for (const id of persistentIds) {
    if (isSourceOfModule(id)) continue;
    const storage = readStorageId(id);
    if (storage === undefined) return undefined;
    if (seen.has(storage.key)) continue;
    seen.add(storage.key);
    total += 8 + storage.elements * storage.elementBytes;
  }
  return total;
}

/** `('module', class, file, source)`: the source text of a class, kept to warn when it has changed. */
function isSourceOfModule(id: Value): boolean {
  return id.kind === 'tuple' && id.items[0]?.kind === 'text' && id.items[0].text === 'module';
}

export interface StorageId {
  readonly key: string;
  readonly elements: number;
  readonly elementBytes: number;
}

/** `('storage', class, key, device, elements[, view])` as torch writes it. */
export function readStorageId(id: Value): StorageId | undefined {
  if (id.kind !== 'tuple') return undefined;
  const [tag, type, key, , elements] = id.items;
  if (tag?.kind !== 'text' || tag.text !== 'storage' || type?.kind !== 'global' || key?.kind !== 'text')
    return undefined;
  const elementBytes = storageElementBytes.get(type.name.name);
  if (elementBytes === undefined || elements?.kind !== 'constant' || elements.number === undefined) return undefined;
  return { key: key.text, elements: elements.number, elementBytes };
}

// Values inside an HDF5 file that are files of their own: Keras configurations and pickles.
import { MemorySource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import type { Part } from '../views/part.ts';

/** Attributes that Keras parses as JSON, whatever they hold. */
const kerasAttributes: readonly string[] = ['model_config', 'training_config'];

/** The part that a loader makes of a value; undefined when it stays a value. */
export function embeddedPart(path: string, name: string, value: Uint8Array): Part | undefined {
  const place = `${path === '/' ? '' : path}@${name}`;
  if (kerasAttributes.includes(name) || looksLikeKerasConfig(value)) {
    return { name: `${place}.json`, source: new MemorySource(value), readAs: ['keras-config'] };
  }
  if (looksLikePickle(value)) return { name: `${place}.pkl`, source: new MemorySource(value), readAs: ['pickle'] };
  return value.length >= 64 ? { name: place, source: new MemorySource(value), raw: true } : undefined;
}

function looksLikeKerasConfig(value: Uint8Array): boolean {
  const head = Buffer.from(value.subarray(0, 2048)).toString('latin1');
  return head.trimStart().startsWith('{') && head.includes('"class_name"') && head.includes('"config"');
}

/**
 * Whether numbers start like a program, an archive or a pickle. Only such numbers are handed on: among thousands of
 * tensors, some start with bytes that any weaker test takes for a format.
 */
export function startsLikeFile(head: Uint8Array): boolean {
  const text = latin1(head, 0, 8);
  return magics.some((magic) => text.startsWith(magic)) || looksLikePickle(head);
}

/** ELF, PE, Mach-O, scripts, zip, gzip, xz, bzip2, zstd, 7z, npy, HDF5, GGUF. */
const magics: readonly string[] = [
  '\x7fELF',
  'MZ',
  '\xcf\xfa\xed\xfe',
  '\xce\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
  '#!/',
  'PK\x03\x04',
  '\x1f\x8b\x08',
  '\xfd7zXZ',
  'BZh',
  '\x28\xb5\x2f\xfd',
  '7z\xbc\xaf',
  '\x93NUMPY',
  '\x89HDF',
  'GGUF',
];

/**
 * PyTables unpickles every attribute of bytes that ends with a full stop, and the objects of its variable-length arrays.
 * Text that merely ends a sentence is no pickle: a stream starts with PROTO, or is text that names a global.
 */
export function looksLikePickle(value: Uint8Array): boolean {
  const protocol = value[1] ?? 0;
  if (value[0] === 0x80) return value.length > 2 && protocol >= 1 && protocol <= 5;
  let end = value.length;
  while (end > 0 && value[end - 1] === 0) end -= 1;
  if (value[end - 1] !== 0x2e) return false;
  const head = Buffer.from(value.subarray(0, 512)).toString('latin1');
  return /^[c(\])}lNIVSK]/.test(head) && /[ci][A-Za-z_][\w.]{0,80}\r?\n[A-Za-z_][\w.]{0,80}\r?\n/.test(head);
}

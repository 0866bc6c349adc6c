// Trees on the disk from a description, and a source of their bytes.
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { type Sha256, sha256 } from '#core/digest';
import type { BlobSource } from '#store/tree/tree-writer';

/** Path to what stands there. */
export type TreeParts = Readonly<
  Record<string, string | { readonly link: string } | { readonly run: string } | 'folder'>
>;

/** `{ link }` is a symbolic link, `{ run }` an executable file, `folder` an empty folder, other texts are contents of files. */
export function buildTree(root: string, parts: TreeParts): void {
  fs.mkdirSync(root, { recursive: true });
  for (const [path, part] of Object.entries(parts)) {
    const place = join(root, path);
    fs.mkdirSync(dirname(place), { recursive: true });
    if (part === 'folder') fs.mkdirSync(place);
    else if (typeof part === 'string') fs.writeFileSync(place, part);
    else if ('link' in part) fs.symlinkSync(part.link, place);
    else fs.writeFileSync(place, part.run, { mode: 0o755 });
  }
}

/** The bytes of all files below `root`, in pieces of `pieceBytes`, as a store would give them. */
export function memorySource(root: string, pieceBytes = 7): BlobSource & { readonly blobs: Map<Sha256, Uint8Array> } {
  const blobs = new Map<Sha256, Uint8Array>();
  // Not `recursive`: Node follows links to folders there, round and round.
  const gather = (folder: string): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const place = join(folder, entry.name);
      if (entry.isDirectory()) gather(place);
      else if (entry.isFile()) {
        const bytes = fs.readFileSync(place);
        blobs.set(sha256(bytes), bytes);
      }
    }
  };
  gather(root);
  return {
    blobs,
    open: async (digest) => {
      const bytes = blobs.get(digest);
      if (bytes === undefined) throw new Error(`no blob ${digest}`);
      return { chunks: () => pieces(bytes, pieceBytes), close: async () => {} };
    },
  };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Trees with files, links and empty folders under names of all kinds; no path lies below another that is no folder. */
export const arbitraryTree: fc.Arbitrary<TreeParts> = fc
  .uniqueArray(
    fc.tuple(
      fc.array(arbitraryName(), { minLength: 1, maxLength: 4 }),
      fc.oneof(
        fc.string({ maxLength: 40 }).filter((text) => text !== 'folder'),
        fc.constant('folder' as const),
        fc.constantFrom('a', './b', 'a/../b', '.').map((link) => ({ link })),
        fc.string({ maxLength: 9 }).map((run) => ({ run })),
      ),
    ),
    { maxLength: 14, selector: ([steps]) => steps.join('/') },
  )
  .map((list) => {
    const paths = list.map(([steps]) => steps.join('/'));
    const isFree = (path: string): boolean => !paths.some((other) => other.startsWith(`${path}/`));
    return Object.fromEntries(
      list.map(([steps, part]) => [steps.join('/'), part] as const).filter(([path]) => isFree(path)),
    );
  });

/** Few enough that folders are shared, and of every kind that a file system tells apart. */
function arbitraryName(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'a',
    'b',
    'A',
    'c d',
    '-rf',
    '.git',
    'e\u0301',
    '\u00e9',
    '\u{1f600}',
    '\uff5e',
    'a:b',
    '\\',
    'x'.repeat(60),
    '\ufffd',
  );
}

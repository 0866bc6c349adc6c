// A folder of files as rows: each entry of the manifest is one, named by its path.
import { canonicalJson } from '../canonical-json.ts';
import { sha256 } from '../digest.ts';
import type { Entry, Manifest } from '../manifest.ts';
import type { RowTable } from './row-table.ts';
import { keptLabel, RowTableBuilder } from './row-table-builder.ts';

/**
 * The digest of a file that is not executable is that of its content, so that a renamed file is found again; of any other entry
 * it is SHA-256 of its canonical JSON without the path.
 * @param options.folderIsLabel - the folder a file lies in is its class, as in image folders
 * @throws {FormatError} FORMAT_LIMIT
 */
export function rowsOfManifest({ entries }: Manifest, options: { readonly folderIsLabel?: boolean } = {}): RowTable {
  const labels = options.folderIsLabel ?? false;
  const builder = new RowTableBuilder({ keys: true, labels, places: false });
  for (const entry of entries) {
    const digest = Buffer.from(digestOf(entry), 'hex');
    builder.add({
      key: Buffer.from(entry.path),
      digest,
      rest: digest,
      label: keptLabel(Buffer.from(folderOf(entry.path))),
    });
  }
  return builder.finish({ format: 'files', key: 'path', ...(labels ? { label: 'folder' } : {}) }, {}).table;
}

function digestOf(entry: Entry): string {
  if (entry.type === 'file' && !entry.executable) return entry.sha256;
  const { path: _, ...rest } = entry;
  return sha256(Buffer.from(canonicalJson(rest)));
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

// Member names that torch's reader (miniz) and others take differently. @source miniz mz_zip_reader_locate_file: case is
// ignored, the sorted directory is searched by halves; torch PyTorchStreamReader: the first member names the top folder
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import type { ArchiveView } from '../../views/archive.ts';
import type { Oddity } from '../../views/oddity.ts';
import { pathOf } from '../members.ts';

/** Names of a torch archive under which two readers would find two members. */
export function torchNameOddities(archive: ArchiveView): Oddity[] {
  return [...differingInCase(archive), ...backslashes(archive), ...differingInFolder(archive)];
}

function differingInCase(archive: ArchiveView): Oddity[] {
  const seen = new Map<string, string>();
  const oddities: Oddity[] = [];
  for (const { name, range } of archive.parts) {
    const first = seen.get(lookupKey(name.toLowerCase()));
    if (first !== undefined && first !== name) {
      const message = `${quote(first)} and ${quote(name)} differ only in case: to torch they are one name, to Python two`;
      oddities.push(at('two-readings', message, range?.from));
    }
    seen.set(lookupKey(name.toLowerCase()), first ?? name);
  }
  return oddities;
}

function backslashes(archive: ArchiveView): Oddity[] {
  return archive.parts.flatMap(({ name, range }) => {
    if (!name.includes('\\')) return [];
    const message = `${quote(name)} is one name to torch and a path to Python on Windows`;
    return [at('two-readings', message, range?.from)];
  });
}

/** torch reads below the folder of the first member only; a tool that looks for any data.pkl may take another one. */
function differingInFolder(archive: ArchiveView): Oddity[] {
  const root = folderOf(archive.parts[0]?.name ?? '');
  const programs = archive.parts.filter(({ name }) => pathOf(name) === 'data.pkl' && name.includes('/'));
  const other = programs.find(({ name }) => folderOf(name) !== root);
  if (other === undefined || programs.length < 2) return [];
  const message = `torch reads data.pkl below ${quote(root)}, the folder of the first member; ${quote(other.name)} is there too, for tools that take any data.pkl`;
  return [at('two-readings', message, other.range?.from)];
}

function folderOf(name: string): string {
  return name.slice(0, name.indexOf('/') + 1).toLowerCase();
}

function at(kind: Oddity['kind'], message: string, offset: number | undefined): Oddity {
  return { kind, message, where: offset === undefined ? {} : { offset } };
}

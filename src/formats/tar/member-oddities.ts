// What is odd about a tar member's name, link, type and size, compared with those before it.
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import { describeEscape, describeLinkEscape, linkEscapeKind } from '../zip/path-escape.ts';
import type { TarEntry } from './entry.ts';

// Up to this size an octal field of eleven digits is enough, and both places say the same.
const largestOctal = 8 ** 11 - 1;

/** Where a member's content lies: all that is kept of it. */
export type TarContent = Pick<TarEntry, 'dataFrom' | 'size'>;

/** Remembers the members of one archive. */
export class TarNames {
  readonly #links = new Set<string>();
  readonly #files = new Map<string, TarContent>();

  /** Oddities of one more member. @param sameContent - compares two members of the same size */
  note(entry: TarEntry, sameContent: (a: TarContent, b: TarContent) => boolean): Oddity[] {
    const oddities: Oddity[] = [];
    const where = { member: entry.name, offset: entry.from };
    const add = (kind: Oddity['kind'], message: string): void => void oddities.push({ kind, message, where });
    const outside = describeEscape(entry.name);
    if (outside !== undefined) add('path-escape', `The member ${quote(entry.name)} ${outside}.`);
    this.#noteLink(entry, add);
    if (entry.type === '3' || entry.type === '4') add('path-escape', `The member ${quote(entry.name)} is a device.`);
    if (entry.type === '6') add('tolerated', `The member ${quote(entry.name)} is a pipe: whoever reads it waits.`);
    if (entry.type === 'M') add('not-followed', `The member ${quote(entry.name)} goes on from another volume.`);
    if (entry.size !== entry.header.size && entry.size <= largestOctal) {
      const sizes = `${entry.header.size} bytes in its header and ${entry.size} in its pax record`;
      add('two-readings', `The member ${quote(entry.name)} has ${sizes}; readers take the one or the other.`);
    }
    this.#noteDuplicate(entry, sameContent, add);
    return oddities;
  }

  #noteLink(entry: TarEntry, add: (kind: Oddity['kind'], message: string) => void): void {
    const path = plainPath(entry.name);
    if (this.#links.size > 0 && this.#liesBelowLink(path)) {
      add('path-escape', `The member ${quote(entry.name)} is written through a link that the archive makes.`);
    }
    if (entry.type === '2') {
      const problem = describeLinkEscape(entry.name, entry.linkName);
      const link = `The link ${quote(entry.name)} to ${quote(entry.linkName)}`;
      if (problem !== undefined) add(linkEscapeKind(entry.linkName), `${link} ${problem}.`);
      this.#links.add(lookupKey(path));
    } else if (entry.type === '1') {
      const problem = describeEscape(entry.linkName);
      const link = `The hard link ${quote(entry.name)} to ${quote(entry.linkName)}`;
      if (problem !== undefined) add('path-escape', `${link} ${problem}.`);
    }
  }

  /** True when a folder of the path, or the path itself, was made as a link before. */
  #liesBelowLink(path: string): boolean {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (this.#links.has(lookupKey(path.slice(0, end)))) return true;
    }
    return false;
  }

  #noteDuplicate(
    entry: TarEntry,
    sameContent: (a: TarContent, b: TarContent) => boolean,
    add: (kind: Oddity['kind'], message: string) => void,
  ): void {
    if ('12345'.includes(entry.type)) return;
    const path = plainPath(entry.name);
    const earlier = this.#files.get(lookupKey(path));
    this.#files.set(lookupKey(path), { dataFrom: entry.dataFrom, size: entry.size });
    if (earlier === undefined || (earlier.size === entry.size && sameContent(earlier, entry))) return;
    const readings = 'reading in order finds the first copy, looking the name up or unpacking gives the last';
    add('two-readings', `The member ${quote(entry.name)} is there twice with different content: ${readings}.`);
  }
}

/** Without `.` and empty components. */
function plainPath(name: string): string {
  return name
    .split('/')
    .filter((component) => component !== '' && component !== '.')
    .join('/');
}

// A member's content as a part of the scan.
import type { Part } from '../views/part.ts';
import type { Content } from './content.ts';
import { methods, type Range } from './records.ts';

/** @param link - the content is the target of a symbolic link, which is judged and not scanned */
export function contentPart(
  name: string,
  content: Content,
  data: Range,
  header: { readonly method: number },
  link = false,
): Part {
  const part = { name, source: content.source, range: data, stored: header.method === methods.stored };
  return link || content.source.size === 0 || isFinderFile(name, content) ? { ...part, raw: true } : part;
}

/** What macOS puts beside files: AppleDouble (RFC 1740) and the layout of a Finder window. Numbers, nothing that runs. */
function isFinderFile(name: string, content: Content): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (!base.startsWith('._') && base !== '.DS_Store') return false;
  const head = Buffer.from(content.source.read(0, 8)).toString('latin1');
  return head.startsWith('\u0000\u0005\u0016\u0007') || head === '\u0000\u0000\u0000\u0001Bud1';
}

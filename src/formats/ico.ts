// Icons and cursors. Specification: Windows ICONDIR.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, Sample } from './format.ts';
import { exactBytes, inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'ico',
  title: 'icon',
  specification: 'https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)',
  loading: 'Browsers and desktops decode it; nothing runs.',
  extensions: ['ico', 'cur'],
  identify,
  read,
};

/** Four bytes that are mostly zeros are no magic: the first picture must stand right after the directory as well. */
function identify(sample: Sample): Match {
  const head = Buffer.from(sample.head);
  if (head.length < 22 || head.readUInt16LE(0) !== 0) return 'no';
  const kind = head.readUInt16LE(2);
  const count = head.readUInt16LE(4);
  if ((kind !== 1 && kind !== 2) || count === 0 || head[9] !== 0) return 'no';
  const size = head.readUInt32LE(14);
  const offset = head.readUInt32LE(18);
  return offset === 6 + count * entryBytes && size >= 40 && offset + size <= sample.source.size ? 'content' : 'no';
}

function read(source: ByteSource): InertView {
  const count = exactBytes(source, 4, 2).readUInt16LE();
  const entries = exactBytes(source, 6, count * entryBytes);
  let end = 6 + entries.length;
  for (let at = 0; at < entries.length; at += entryBytes) {
    end = Math.max(end, entries.readUInt32LE(at + 8) + entries.readUInt32LE(at + 12));
  }
  if (end > source.size) throw truncated(source.size);
  return inertUntil(format, source, end);
}

function truncated(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the icon is cut off', { offset });
}

const entryBytes = 16;

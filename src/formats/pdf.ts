// PDF documents: model cards, papers, licences. Specification: ISO 32000-2.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findActiveNames } from './pdf/active-names.ts';
import type { Oddity } from './views/oddity.ts';
import type { TreeNode, TreeView } from './views/tree.ts';

export const format: Format = {
  id: 'pdf',
  title: 'PDF document',
  specification: 'https://www.iso.org/standard/75839.html',
  loading: 'Viewers run JavaScript in it, start programs it names and open files attached to it.',
  extensions: ['pdf'],
  identify: (sample: Sample): Match => {
    const at = latin1(sample.head, 0, 1024).indexOf('%PDF-');
    return at === 0 || (at > 0 && sample.extension === 'pdf') ? 'content' : 'no';
  },
  read,
};

function read(source: ByteSource, context: ReadContext): TreeView {
  if (source.size > limits.textBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'the document is too long to search', { limit: 'textBytes' });
  }
  context.budget.spend(source.size, 0);
  const whole = readAll(source);
  const bytes = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
  const facts = findActiveNames(bytes, context.budget);
  const active = facts.active.map(
    ({ name, offset }): TreeNode =>
      new Map<string, TreeNode>([
        ['what', `/${name}`],
        ['offset', offset],
      ]),
  );
  return {
    kind: 'tree',
    format: format.id,
    root: new Map<string, TreeNode>([['active', active]]),
    tags: [],
    oddities: [...ending(bytes), ...unread(facts.encrypted, facts.unread)],
    parts: [],
  };
}

/** The last `%%EOF` ends the document; viewers look for it in the last 1024 bytes. */
function ending(bytes: Buffer): readonly Oddity[] {
  const end = bytes.lastIndexOf('%%EOF');
  if (end === -1) throw new FormatError('FORMAT_TRUNCATED', 'the document has no end', { offset: bytes.length });
  const rest = bytes.length - end - '%%EOF'.length;
  if (rest <= viewerSlack) return [];
  const message = `${rest} bytes stand after the end of the document`;
  return [{ kind: 'hidden-bytes', message, where: { offset: end } }];
}

function unread(encrypted: boolean, offset: number | undefined): readonly Oddity[] {
  if (offset === undefined) return [];
  const where = { offset };
  if (encrypted) return [{ kind: 'encrypted', message: 'the document is encrypted, its objects were not read', where }];
  return [{ kind: 'not-followed', message: 'an object stream could not be unpacked', where }];
}

const viewerSlack = 1024;

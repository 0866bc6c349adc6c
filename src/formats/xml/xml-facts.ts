// The prolog of an XML document as a tree, for the checks of all formats that are written in XML.
import type { TreeNode } from '../views/tree.ts';
import type { XmlProlog } from './read-xml.ts';

/** Keys `doctype`, `external`, `entities` (name, parameter, external, expandedLength) and `instructions`, as far as present. */
export function prologFacts(prolog: XmlProlog): ReadonlyMap<string, TreeNode> {
  const facts = new Map<string, TreeNode>([['instructions', prolog.instructions]]);
  const { doctype } = prolog;
  if (doctype === undefined) return facts;
  facts.set('doctype', doctype.name);
  if (doctype.external !== undefined) facts.set('external', doctype.external);
  const entities = doctype.entities.map(
    (entity) =>
      new Map<string, TreeNode>([
        ['name', entity.name],
        ['parameter', entity.parameter],
        ['external', entity.external ?? null],
        ['expandedLength', Math.min(entity.expandedLength, Number.MAX_SAFE_INTEGER)],
      ]),
  );
  return facts.set('entities', entities);
}

/** First element's name in the first bytes of a document; undefined when they are no XML. Never throws. */
export function rootElement(head: Uint8Array): string | undefined {
  if (!firstBytes.has(head[0] ?? -1)) return undefined;
  const wide = head[0] === 0xff || head[0] === 0xfe || head[1] === 0;
  const bigEndian = head[0] === 0xfe || head[0] === 0;
  const text = new TextDecoder(wide ? (bigEndian ? 'utf-16be' : 'utf-16le') : 'utf-8').decode(head);
  let rest = text.trimStart();
  if (!rest.startsWith('<')) return undefined;
  while (rest.startsWith('<?') || rest.startsWith('<!')) {
    const end = endOfMarkup(rest);
    if (end < 0) return rest.startsWith('<?xml ') || rest.startsWith('<!DOCTYPE') ? '' : undefined;
    rest = rest.slice(end).trimStart();
  }
  return /^<([A-Za-z_][\w.:-]{0,100})[\s/>]/.exec(rest)?.[1];
}

function endOfMarkup(text: string): number {
  if (text.startsWith('<!--')) return after(text, '-->');
  if (text.startsWith('<?')) return after(text, '?>');
  const bracket = text.indexOf('[');
  const close = text.indexOf('>');
  return bracket >= 0 && bracket < close ? after(text, ']>') : after(text, '>');
}

function after(text: string, mark: string): number {
  const at = text.indexOf(mark);
  return at < 0 ? -1 : at + mark.length;
}

// `<`, blank, and what UTF-8 and UTF-16 documents may start with.
const firstBytes: ReadonlySet<number> = new Set([0x3c, 0x20, 0x09, 0x0a, 0x0d, 0xef, 0xff, 0xfe, 0x00]);

// XML as a stream of elements through saxes, which expands no entity of a document and opens nothing. The document type
// declaration is not followed; what it asks a careless parser for is handed over as facts.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { type Doctype, parseDoctype } from './doctype.ts';

export interface XmlVisitor {
  open(name: string, attributes: ReadonlyMap<string, string>, line: number): void;
  close?(name: string): void;
  /** Character data, CDATA included, in pieces. */
  text?(text: string): void;
}

/** What stands outside the elements. */
export interface XmlProlog {
  readonly doctype?: Doctype;
  /** Targets of processing instructions. */
  readonly instructions: readonly string[];
}

const chunkBytes = 256 * 1024;

/** Reads a whole document. @throws {FormatError} FORMAT_MALFORMED, FORMAT_LIMIT, FORMAT_UNSUPPORTED */
export async function readXml(source: ByteSource, budget: WorkBudget, visitor: XmlVisitor): Promise<XmlProlog> {
  if (source.size > limits.textBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'the document is too long', { limit: 'textBytes', value: source.size });
  }
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser();
  const instructions = new Set<string>();
  let doctype: Doctype | undefined;
  let problem: string | undefined;
  let depth = 0;
  let elements = 0;
  let attributesHere = 0;
  parser.on('doctype', (text) => {
    doctype = parseDoctype(text, budget);
  });
  parser.on('processinginstruction', ({ target }) => {
    if (instructions.size < maxInstructions) instructions.add(target.slice(0, 100));
  });
  parser.on('attribute', ({ name }) => {
    attributesHere += 1;
    // Looked up among the others, which is slow for long names.
    if (name.length > longestName) throw tooMuch('the name of an attribute is too long', 'xmlAttributes');
    if (attributesHere > limits.xmlAttributes.value)
      throw tooMuch('an element has too many attributes', 'xmlAttributes');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (elements > limits.xmlElements.value)
      throw tooMuch('there are too many elements', 'xmlElements', parser.position);
    if (depth > limits.xmlDepth.value) throw tooMuch('elements are nested too deeply', 'xmlDepth', parser.position);
    budget.spend(tagWork + attributesHere, parser.position);
    const attributes = attributesHere === 0 ? noAttributes : new Map(Object.entries(tag.attributes));
    attributesHere = 0;
    visitor.open(tag.name, attributes, parser.line);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    visitor.close?.(tag.name);
  });
  if (visitor.text !== undefined) {
    parser.on('text', (text) => visitor.text?.(text));
    parser.on('cdata', (text) => visitor.text?.(text));
  }
  parser.on('error', (error) => {
    problem ??= error.message.slice(0, 200);
  });
  let characters = 0;
  feed(source, budget, (text) => {
    parser.write(text);
    boundPiece(parser);
    characters += text.length;
    if (elements === 0 && characters > limits.xmlPrologLength.value)
      throw tooMuch('too much stands before the first element ends its tag', 'xmlPrologLength');
  });
  parser.close();
  // A document that declares entities uses them, and saxes reports each as undefined: the declaration is what counts.
  if (problem !== undefined && (doctype?.entities.length ?? 0) === 0) {
    throw new FormatError('FORMAT_MALFORMED', `the XML is not well formed: ${problem}`, { offset: 0 });
  }
  return { ...(doctype === undefined ? {} : { doctype }), instructions: [...instructions] };
}

function feed(source: ByteSource, budget: WorkBudget, write: (text: string) => void): void {
  const decoder = new TextDecoder(encodingOf(source), { fatal: true });
  try {
    for (let at = 0; at < source.size; at += chunkBytes) {
      const bytes = source.read(at, Math.min(chunkBytes, source.size - at));
      budget.spend(bytes.length, at);
      write(decoder.decode(bytes, { stream: true }));
    }
    write(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FormatError('FORMAT_MALFORMED', 'the text is not in the encoding it declares', { offset: 0 });
  }
}

/** By byte order mark, then by the XML declaration. Other encodings hide markup from a reader that ignores them. */
function encodingOf(source: ByteSource): string {
  const head = source.read(0, 200);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']/.exec(
    String.fromCharCode(...head),
  )?.[1];
  const encoding = encodings.get(declared?.toLowerCase() ?? 'utf-8');
  if (encoding === undefined)
    throw new FormatError('FORMAT_UNSUPPORTED', 'the XML declares a rare encoding', { offset: 0 });
  return encoding;
}

/**
 * What the parser collects of one comment, attribute or stretch of text. ATTACKER: it grows by a character at a time, and a
 * string that is put together so costs fifty bytes for each until somebody looks at one of its characters.
 */
function boundPiece(parser: object): void {
  const piece: unknown = Reflect.get(parser, 'text');
  if (typeof piece !== 'string') return;
  if (piece.length > limits.xmlPieceLength.value)
    throw tooMuch('a comment, an attribute or a text is too long', 'xmlPieceLength');
  piece.charCodeAt(piece.length - 1);
}

function tooMuch(message: string, limit: string, offset = 0): FormatError {
  return new FormatError('FORMAT_LIMIT', message, { limit, offset });
}

const noAttributes: ReadonlyMap<string, string> = new Map();
const longestName = 8192;
const tagWork = 20;
const maxInstructions = 100;

const encodings: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['utf-16', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
]);

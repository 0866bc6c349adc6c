// Names in a PDF that make a viewer act: scripts, programs to start, attached files.
import { inflateSync } from 'node:zlib';
import type { WorkBudget } from '#core/work-budget';

export interface ActiveName {
  readonly name: string;
  readonly offset: number;
}

export interface PdfFacts {
  readonly active: readonly ActiveName[];
  readonly encrypted: boolean;
  /** Offset of an object stream that could not be unpacked. */
  readonly unread: number | undefined;
}

/**
 * Searches all objects, also those packed into object streams; picture and text streams are passed over.
 * @param bytes - the whole file
 * @source ISO 32000-2, 7.3.5 (names), 7.5.7 (object streams), 12.6.4 (actions)
 */
export function findActiveNames(bytes: Buffer, budget: WorkBudget): PdfFacts {
  const active: ActiveName[] = [];
  let unread: number | undefined;
  let encrypted = false;
  for (let at = 0; at < bytes.length; ) {
    const stream = bytes.indexOf('stream', at);
    const objects = bytes.toString('latin1', at, stream === -1 ? bytes.length : stream);
    collect(objects, at, active);
    encrypted ||= /\/Encrypt\b/.test(objects);
    if (stream === -1) break;
    const end = bytes.indexOf('endstream', stream + 6);
    const packed = isObjectStream(objects) ? unpack(bytes, stream, end, budget) : '';
    if (packed === undefined) unread ??= stream;
    else collect(packed, stream, active);
    at = end === -1 ? bytes.length : end + 'endstream'.length;
  }
  return { active: active.slice(0, mostNames), encrypted, unread };
}

function isObjectStream(objects: string): boolean {
  return /\/ObjStm\b/.test(objects.slice(-dictionaryChars).replace(/^[\s\S]*\bobj\b/, ''));
}

/** @returns undefined when it is packed in a way that is not read here */
function unpack(bytes: Buffer, stream: number, end: number, budget: WorkBudget): string | undefined {
  // ATTACKER: a million empty streams of a few bytes each would cost a call to zlib each.
  budget.spend(stepsPerStream, stream);
  const start = stream + (bytes[stream + 6] === 0x0d ? 8 : 7);
  const unpacked = inflate(bytes.subarray(start, end === -1 ? bytes.length : end));
  if (unpacked === undefined) return undefined;
  budget.spendDecompressed(unpacked.length, stream);
  return unpacked.toString('latin1');
}

function inflate(packed: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: mostUnpacked });
  } catch {
    return undefined;
  }
}

/** Any character of a name may be written as `#` and two digits. */
function collect(text: string, offset: number, into: ActiveName[]): void {
  for (const match of text.matchAll(/\/([A-Za-z#][A-Za-z0-9#]{1,40})/g)) {
    if (into.length >= mostNames) return;
    const name = (match[1] ?? '').replace(/#([0-9a-fA-F]{2})/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (activeNames.has(name)) into.push({ name, offset: offset + match.index });
  }
}

const activeNames: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
]);
const mostNames = 100;
const stepsPerStream = 20_000;
const mostUnpacked = 32 * 1024 * 1024;
const dictionaryChars = 2000;

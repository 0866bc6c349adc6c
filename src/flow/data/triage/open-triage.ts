// A queue on the disk: the queue itself, which never changes, and beside it the decisions, which only grow. Several reviewers may
// decide at once; nothing that one of them did is lost.
import type { DataTriage, TriageEvent, TriageItem, TriageSeal } from '#core/dataset/data-triage';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { appendToJournal, readJournal } from '#store/journal';
import { readDocument } from '../read-document.ts';
import { eventSchema, sealSchema, triageSchema } from './triage-schema.ts';

export interface OpenedTriage {
  readonly path: string;
  readonly triage: DataTriage;
  /** SHA-256 of the queue. */
  readonly digest: string;
  readonly events: readonly TriageEvent[];
  /** Lines of the decisions that cannot be read: what a killed process left, or somebody's hand. */
  readonly damaged: number;
}

/** @throws {FileError} @throws {StoreError} STORE_READ @throws {AssayError} DATA_DOCUMENT */
export async function openTriage(path: string): Promise<OpenedTriage> {
  const { document: triage, digest } = readDocument(path, 'a triage queue', await triageSchema(), limits.triageBytes);
  const { entries, damaged } = readJournal(decisionsPath(path), limits.triageBytes.value);
  const schema = await eventSchema();
  const known = new Set(triage.items.map(({ item }) => item));
  const events = entries.flatMap((entry) => {
    const { data } = schema.safeParse(entry);
    return data !== undefined && known.has(data.item) ? [data] : [];
  });
  return { path, triage, digest, events, damaged: damaged + entries.length - events.length };
}

/** @throws {FileError} @throws {AssayError} DATA_DOCUMENT */
export async function readSeal(path: string): Promise<TriageSeal> {
  return readDocument(path, 'the seal of a triage queue', await sealSchema(), limits.triageBytes).document;
}

export function decisionsPath(queue: string): string {
  return `${queue}.decisions`;
}

export function sealPath(queue: string): string {
  return `${queue}.seal`;
}

/** @param word - number of an item with a `#` before it, or the row @throws {AssayError} USAGE */
export function findItem({ items }: DataTriage, word: string): TriageItem {
  const found = word.startsWith('#')
    ? items.find(({ item }) => item === word.slice(1))
    : items.find(({ row }) => String(row) === word);
  if (found !== undefined) return found;
  throw new AssayError('USAGE', `the queue has no row ${quote(word)}; #1 is its first item`);
}

/** Durable when it returns. @throws {StoreError} STORE_WRITE */
export function recordEvent(queue: string, event: TriageEvent): void {
  appendToJournal(decisionsPath(queue), event);
}

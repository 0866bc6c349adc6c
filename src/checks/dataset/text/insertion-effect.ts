// The other half of the test: a trigger put into documents of other classes turns them.
import { seeded } from '#numeric/random/seeded';
import type { Corpus } from './corpus.ts';
import type { CrossFit } from './cross-fit.ts';
import { lead, type TokenRemoval } from './token-removal.ts';
import type { TriggeredDocument } from './triggered-document.ts';

/** Shares of the documents that it was put into, 0..1; NaN: there were none. */
export interface InsertionEffect {
  /** Taken for the class of the trigger then. */
  readonly turned: number;
  /** Closer to that class then. */
  readonly moved: number;
}

export interface InsertionOptions {
  readonly label: number;
  readonly documents: readonly TriggeredDocument[];
  readonly counts: Uint8Array;
  readonly seed: number;
}

/**
 * Puts the trigger, as it stands in one of its documents, at a random place of documents of other classes that are told right.
 */
export function insertionEffect(
  corpus: Corpus,
  fit: CrossFit,
  removal: TokenRemoval,
  options: InsertionOptions,
): InsertionEffect {
  const { label, counts } = options;
  const pieces = typicalPieces(removal, options.documents);
  const random = seeded(options.seed, 12);
  const classes = corpus.classes.length;
  const others: number[] = [];
  for (let document = 0; document < corpus.count; document++) {
    const own = corpus.labels[document] ?? -1;
    if (counts[document] !== 1 || own < 0 || own === label) continue;
    if (lead(fit.logits.subarray(document * classes, (document + 1) * classes), own) < 0) others.push(document);
  }
  const chosen = random.shuffle(others).slice(0, mostDocuments);
  let turned = 0;
  let moved = 0;
  for (const document of chosen) {
    let ids = removal.tokensOf(document);
    for (const piece of pieces) ids = inserted(ids, piece, random.integer(ids.length + 1));
    const before = lead(fit.logits.subarray(document * classes, (document + 1) * classes), label);
    const after = lead(removal.logitsOf(document, ids), label);
    if (after < 0) turned += 1;
    if (after < before) moved += 1;
  }
  return { turned: turned / chosen.length, moved: moved / chosen.length };
}

/** The stretches of tokens that the trigger covers in the document where it covers a middling number. */
function typicalPieces(removal: TokenRemoval, documents: readonly TriggeredDocument[]): readonly Int32Array[] {
  const sorted = documents.toSorted((a, b) => a.places.length - b.places.length || a.document - b.document);
  const typical = sorted[sorted.length >> 1];
  if (typical === undefined) return [];
  const ids = removal.tokensOf(typical.document);
  return stretches(typical.places).map(([from, to]) => ids.slice(from, to));
}

/** Ascending places as stretches [from, to). */
export function stretches(places: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const place of places) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === place) last[1] = place + 1;
    else found.push([place, place + 1]);
  }
  return found;
}

function inserted(ids: Int32Array, piece: Int32Array, at: number): Int32Array {
  const longer = new Int32Array(ids.length + piece.length);
  longer.set(ids.subarray(0, at));
  longer.set(piece, at);
  longer.set(ids.subarray(at), at + piece.length);
  return longer;
}

const mostDocuments = 200;

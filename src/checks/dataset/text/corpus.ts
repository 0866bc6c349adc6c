// The texts of a set as numbers: each different token has an id. What is searched for later is searched for in these.
import type { Coding, TextSet } from '#core/dataset/data-set';
import * as limits from '#core/limits';
import { seeded } from '#numeric/random/seeded';
import { splitTokens } from '#numeric/text/split-tokens';
import { PairTable } from './pair-table.ts';

export interface Corpus {
  /** Documents that were read. */
  readonly count: number;
  /** Row of the set per document, ascending. */
  readonly rows: Int32Array;
  /** Class per document, -1: none. */
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  /** Tokens of document d stand in `ids` from offsets[d] to offsets[d + 1]. Length count + 1. */
  readonly offsets: Int32Array;
  /** Id of the token at each place, 0..vocabulary-1. */
  readonly ids: Int32Array;
  readonly vocabulary: number;
  /** A 32-bit hash per token id that depends on nothing but the token. */
  readonly hashes: Uint32Array;
  /** Documents that are longer than what was read of them. */
  readonly cut: number;
  /** Rows of the set that were left out, because all of them were too many. */
  readonly leftOut: number;
}

export interface ReadCorpusOptions {
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads a set into numbers. A set of more tokens than `limits.corpusTokens` is sampled: which rows are left out depends on the seed.
 * @throws {AssayError} when the rows cannot be read; the signal's reason when it ends the work
 */
export async function readCorpus(set: TextSet, options: ReadCorpusOptions): Promise<Corpus> {
  const chosen = await chooseRows(set, options.seed);
  const builder = new CorpusBuilder();
  for (let from = 0; from < chosen.length && !builder.full; from += blockRows) {
    options.signal?.throwIfAborted();
    const block = chosen.subarray(from, from + blockRows);
    const texts = await set.read(block);
    for (const [at, row] of block.entries()) builder.add(row, set.labels?.codes[row] ?? -1, texts[at] ?? '');
    options.onProgress?.(Math.min(1, (from + block.length) / chosen.length));
  }
  return builder.finish(set.count, set.labels);
}

/** The whole set where it fits, else as many rows as may be read, drawn at random. */
async function chooseRows(set: TextSet, seed: number): Promise<Int32Array> {
  const all = Int32Array.from({ length: set.count }, (_, row) => row);
  if (set.count * 4 < limits.corpusTokens.value / limits.documentTokens.value) return all;
  const random = seeded(seed, 11);
  const probe = random.sample(set.count, Math.min(set.count, 200)).sort();
  const texts = await set.read(probe);
  let tokens = 0;
  for (const text of texts) tokens += splitTokens(text, limits.documentTokens.value).count + 1;
  const fit = Math.floor((0.9 * limits.corpusTokens.value * probe.length) / tokens);
  return fit >= set.count ? all : random.sample(set.count, fit).sort();
}

class CorpusBuilder {
  #ids = new Int32Array(1 << 16);
  #length = 0;
  readonly #rows: number[] = [];
  readonly #labels: number[] = [];
  readonly #offsets: number[] = [0];
  readonly #table = new PairTable();
  readonly #hashes: number[] = [];
  #cut = 0;

  get full(): boolean {
    return this.#length > limits.corpusTokens.value - limits.documentTokens.value;
  }

  add(row: number, label: number, text: string): void {
    if (this.full) return;
    const tokens = splitTokens(text, limits.documentTokens.value);
    if (tokens.cut) this.#cut += 1;
    this.#reserve(tokens.count);
    for (let at = 0; at < tokens.count; at++) {
      const hash = tokens.hashes[2 * at] ?? 0;
      const id = this.#table.add(hash, tokens.hashes[2 * at + 1] ?? 0);
      if (id === this.#hashes.length) this.#hashes.push(hash);
      this.#ids[this.#length + at] = id;
    }
    this.#length += tokens.count;
    this.#rows.push(row);
    this.#labels.push(label);
    this.#offsets.push(this.#length);
  }

  finish(rowsOfSet: number, labels: Coding | undefined): Corpus {
    return {
      count: this.#rows.length,
      rows: Int32Array.from(this.#rows),
      labels: Int32Array.from(this.#labels),
      classes: labels?.names ?? [],
      offsets: Int32Array.from(this.#offsets),
      ids: this.#ids.slice(0, this.#length),
      vocabulary: this.#table.size,
      hashes: Uint32Array.from(this.#hashes),
      cut: this.#cut,
      leftOut: rowsOfSet - this.#rows.length,
    };
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#ids.length) return;
    const grown = new Int32Array(Math.max(this.#length + more, 2 * this.#ids.length));
    grown.set(this.#ids.subarray(0, this.#length));
    this.#ids = grown;
  }
}

const blockRows = 256;

// Texts that stand nearly the same in the other set: what a model was trained on must not be what it is judged by, with a word changed either.
import { mix, splitTokens } from '#numeric/text/split-tokens';
import { rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface NearLeakage {
  /** Share of their wording, in runs of three words, from which two texts are nearly the same; 0.8 when absent. */
  readonly similarity?: number | undefined;
}

export const rule: RuleKind<NearLeakage> = {
  kind: 'near-leakage',
  of: 'column',
  characteristic: 'credibility',
  needsBaseline: true,
  title: 'Does no text stand nearly the same in the other set?',
  schema: (z) => z.strictObject({ similarity: z.number().min(0.5).max(1).optional() }),
  begin({ similarity = 0.8 }, { column, violate }) {
    const known = new NearTexts(similarity);
    let checked = 0;
    let before = 0;
    return {
      visitBaseline: (block) => {
        for (let row = 0; row < block.count; row++) {
          before++;
          if (before <= mostTexts) known.add(textOf(block.columns[column], row) ?? '', rowIndex(block, row));
        }
      },
      visit: (block) => {
        for (let row = 0; row < block.count; row++) {
          const text = textOf(block.columns[column], row);
          if (text === undefined) continue;
          checked++;
          const other = known.find(text);
          if (other !== undefined) violate(rowIndex(block, row), `as row ${other} there: ${text}`);
        }
      },
      finish: () => ({
        checked,
        measured: `texts that share ${Math.round(100 * similarity)} of 100 runs of three words with one of ${Math.min(before, mostTexts)}`,
        ...(before > mostTexts
          ? { why: `the other set has ${before} texts; the first ${mostTexts} were looked at` }
          : {}),
      }),
    };
  },
};

/** 64 numbers each: 250 MB for a million. */
const mostTexts = 1_000_000;
const width = 64;
const rowsPerBand = 4;
const mostWords = 20_000;
const mostCompared = 32;

const salts = Uint32Array.from({ length: width }, (_, at) => mix(Math.imul(at + 1, 0x9e3779b1)));

/**
 * Signatures of texts, by their parts.
 * @source Broder 1997 (MinHash); Leskovec, Rajaraman, Ullman, chapter 3.4: two texts that share .8 meet in one of 16 parts with a chance of .9998
 */
class NearTexts {
  readonly #least: number;
  readonly #bands: readonly Map<number, number[]>[] = Array.from({ length: width / rowsPerBand }, () => new Map());
  readonly #signatures: Uint32Array[] = [];
  readonly #rows: number[] = [];

  constructor(least: number) {
    this.#least = least;
  }

  add(text: string, row: number): void {
    const signature = signatureOf(text);
    if (signature === undefined) return;
    const place = this.#signatures.push(signature) - 1;
    this.#rows.push(row);
    for (const [band, buckets] of this.#bands.entries()) {
      const key = keyOf(signature, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [place]);
      else if (bucket.length < mostCompared) bucket.push(place);
    }
  }

  /** The row of a text that is nearly the same. */
  find(text: string): number | undefined {
    const signature = signatureOf(text);
    if (signature === undefined) return undefined;
    for (const [band, buckets] of this.#bands.entries()) {
      for (const place of buckets.get(keyOf(signature, band)) ?? []) {
        const other = this.#signatures[place];
        if (other !== undefined && similarityOf(signature, other) >= this.#least) return this.#rows[place];
      }
    }
    return undefined;
  }
}

/** Undefined for a text without words. Of fewer than three words all of it is one run. */
function signatureOf(text: string): Uint32Array | undefined {
  const tokens = splitTokens(text, mostWords);
  if (tokens.count === 0) return undefined;
  const signature = new Uint32Array(width).fill(0xffffffff);
  const runs = Math.max(1, tokens.count - 2);
  for (let at = 0; at < runs; at++) {
    let run = 0x9747b28c;
    for (let word = at; word < Math.min(at + 3, tokens.count); word++)
      run = mix(Math.imul(run, 0x01000193) ^ (tokens.hashes[2 * word] ?? 0));
    for (let place = 0; place < width; place++) {
      const hash = mix(run ^ (salts[place] ?? 0));
      if (hash < (signature[place] ?? 0)) signature[place] = hash;
    }
  }
  return signature;
}

function keyOf(signature: Uint32Array, band: number): number {
  let [low, high] = [0, 0x51ed270b];
  for (let at = band * rowsPerBand; at < (band + 1) * rowsPerBand; at++) {
    low = mix(Math.imul(low, 0x01000193) ^ (signature[at] ?? 0));
    high = mix(Math.imul(high, 0x5bd1e995) + (signature[at] ?? 0));
  }
  return (low >>> 0) * 2 ** 20 + (high >>> 12);
}

function similarityOf(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let at = 0; at < width; at++) if (a[at] === b[at]) same += 1;
  return same / width;
}

// Pictures that show the same, shifted or mirrored: candidates are near to each other in numbers that do not move with the
// picture, or in what a model makes of it, and are then laid over each other pixel by pixel.
import { toGrey } from '#checks/dataset/images/picture-properties';
import { type Registered, registeredCorrelation } from '#checks/dataset/images/registered-correlation';
import type { QualityFinding } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { resample } from '#numeric/images/resample';
import { nearestNeighbours } from '#numeric/linear/nearest-neighbours';

/** Some rows as numbers. */
export interface Embedding {
  readonly rows: Int32Array;
  /** Shape [rows, width]. */
  readonly values: Float32Array;
  readonly width: number;
  /** In words. */
  readonly from: string;
}

export interface EmbeddedPair {
  readonly rows: readonly [number, number];
  readonly registered: Registered;
}

export interface EmbeddedDuplicates {
  /** The later row, an earlier one that shows the same; without those that are the same where they stand. */
  readonly pairs: readonly EmbeddedPair[];
  readonly findings: readonly QualityFinding[];
  readonly limitations: readonly string[];
}

const neighbours = 4;
const mostCandidates = 20_000;
/** Pixels of a side at which pictures are laid over each other. */
const comparedSide = 32;
const mostShift = 4;
/** [measured by bench/data/shifted-copies.ts: of 2,000 pictures of clothes 31 pairs that nobody copied have .97, two .98, none .985] */
const leastCorrelation = 0.99;

/** @throws {AssayError} when the rows cannot be read any more; what `pause` throws */
export async function findEmbeddedDuplicates(
  set: ImageSet,
  embedding: Embedding,
  pause: (share: number) => Promise<void> = async () => undefined,
): Promise<EmbeddedDuplicates> {
  const candidates = candidatesOf(embedding);
  const pairs: EmbeddedPair[] = [];
  const shape = comparedShape(set);
  for (let from = 0; from < candidates.length; from += blockPairs) {
    const block = candidates.slice(from, from + blockPairs);
    const pixels = await set.read(block.flat());
    const size = set.height * set.width * set.channels;
    for (const [at, rows] of block.entries()) {
      const one = greyOf(set, pixels.subarray(2 * at * size, (2 * at + 1) * size), shape);
      const other = greyOf(set, pixels.subarray((2 * at + 1) * size, (2 * at + 2) * size), shape);
      const registered = registeredCorrelation(one, other, shape, mostShift);
      const isInPlace = registered.down === 0 && registered.right === 0 && !registered.mirrored;
      // What is the same where it stands is found without a network.
      if (registered.correlation >= leastCorrelation && !isInPlace) pairs.push({ rows, registered });
    }
    await pause((from + block.length) / candidates.length);
  }
  return {
    pairs,
    findings: findingsOf(set, pairs, embedding.from),
    limitations: limitationsOf(set, embedding, candidates.length),
  };
}

/** The nearest rows of each row, the nearest pairs first, each pair once: the later row first. */
function candidatesOf({ rows, values, width }: Embedding): readonly (readonly [number, number])[] {
  const matrix = { values: toUnitLength(values, width), count: rows.length, width };
  const found = nearestNeighbours(matrix, matrix, neighbours, { excludeSelf: true });
  const pairs = new Map<string, { readonly rows: readonly [number, number]; readonly distance: number }>();
  for (let at = 0; at < rows.length; at++) {
    for (let place = at * found.k; place < (at + 1) * found.k; place++) {
      const [one, other] = [rows[at] ?? 0, rows[found.rows[place] ?? 0] ?? 0];
      const pair = [Math.max(one, other), Math.min(one, other)] as const;
      pairs.set(pair.join(' '), { rows: pair, distance: found.distances[place] ?? 0 });
    }
  }
  return [...pairs.values()]
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostCandidates)
    .map((pair) => pair.rows);
}

/** Models say by the direction what they see, and by the length how surely. */
function toUnitLength(values: Float32Array, width: number): Float32Array {
  const unit = values.slice();
  for (let from = 0; from < unit.length; from += width) {
    const row = unit.subarray(from, from + width);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let at = 0; at < width; at++) row[at] = (row[at] ?? 0) / length;
  }
  return unit;
}

function comparedShape({ height, width }: ImageSet): { readonly height: number; readonly width: number } {
  const scale = Math.min(1, comparedSide / Math.max(height, width));
  return { height: Math.max(1, Math.round(height * scale)), width: Math.max(1, Math.round(width * scale)) };
}

function greyOf(
  { height, width, channels }: ImageSet,
  pixels: Uint8Array,
  shape: { readonly height: number; readonly width: number },
): Float32Array {
  const sized =
    shape.height === height && shape.width === width
      ? pixels
      : resample({ height, width, channels, pixels }, shape.width, shape.height, 'area');
  const grey = new Float32Array(shape.height * shape.width);
  toGrey(sized, channels, grey);
  return grey;
}

function findingsOf(set: ImageSet, pairs: readonly EmbeddedPair[], from: string): readonly QualityFinding[] {
  const [first] = pairs;
  if (first === undefined) return [];
  const rows = [...new Set(pairs.map((pair) => pair.rows[0]))].sort((a, b) => a - b);
  const codes = set.labels?.codes;
  const others = [
    ...new Set(pairs.filter(({ rows: [a, b] }) => codes?.[a] !== codes?.[b]).map((pair) => pair.rows[0])),
  ];
  const { down, right, mirrored } = first.registered;
  const how = `${mirrored ? 'mirrored, ' : ''}${Math.abs(down)} pixels ${down < 0 ? 'up' : 'down'}, ${Math.abs(right)} to the ${right < 0 ? 'left' : 'right'}`;
  const ids = (list: readonly number[]) => list.slice(0, listed).map(set.id);
  return [
    {
      kind: 'shifted-copies',
      text: `${rows.length} of ${set.count} pictures show the same as another one, shifted or mirrored (rows ${set.id(first.rows[0])} and ${set.id(first.rows[1])}: ${how}); candidates by ${from}.`,
      count: rows.length,
      rows: ids(rows),
    },
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'shifted-copies-other-label',
            text: `${others.length} of these have another label than the picture that they show.`,
            count: others.length,
            rows: ids(others),
          },
        ]),
  ];
}

function limitationsOf(set: ImageSet, { rows }: Embedding, candidates: number): readonly string[] {
  return [
    ...(rows.length < set.count
      ? [`Shifted and mirrored copies were looked for among ${rows.length} of ${set.count} pictures.`]
      : []),
    ...(candidates < mostCandidates
      ? []
      : [`Of shifted and mirrored copies the ${mostCandidates} likeliest pairs were looked at.`]),
  ];
}

const blockPairs = 512;
const listed = 20;

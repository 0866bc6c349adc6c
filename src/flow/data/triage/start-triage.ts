// `assay data triage start`: what a scan flagged, and a sample of what it did not, as a queue with the evidence in it.
import { canonicalJson } from '#core/canonical-json';
import type { DataScan, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import type { DataTriage, SamplingPlan, TriageItem, TriageSeal } from '#core/dataset/data-triage';
import { sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { seeded } from '#numeric/random/seeded';
import { chanceToFind, sampleToFind } from '#numeric/statistics/chance-to-find';
import { digestDataSet } from '../digest-data-set.ts';
import { bytesPerItem } from './content-of.ts';
import { evidenceFrom, neighbours } from './evidence-from.ts';
import { groupsOf } from './group-rows.ts';
import { seedDefects } from './seed-defects.ts';

export interface StartOptions {
  /** Rows to draw of those that nothing speaks against; absent: as many as `chance` needs. */
  readonly sample?: number;
  /** Share of bad rows among them that the sample is to show, 0..1. */
  readonly rate: number;
  readonly chance: number;
  /** Seeded defects. */
  readonly defects: number;
  readonly twoPersons: boolean;
  readonly seed: number;
  /** At least 128 random bits, hex: chooses the seeded rows and hides them. */
  readonly nonce: string;
  readonly now: Date;
}

export interface StartedTriage {
  readonly triage: DataTriage;
  /** To be kept from reviewers until the report; absent when nothing is seeded. */
  readonly seal?: TriageSeal;
}

/**
 * @param set - the data that were scanned
 * @param scanDigest - SHA-256 of the report of the scan
 * @throws {AssayError} DATA_CHANGED when the data are not those that were scanned; USAGE; what reading the rows throws
 */
export async function startTriage(
  set: DataSet,
  scan: DataScan,
  scanDigest: string,
  options: StartOptions,
): Promise<StartedTriage> {
  const digest = await digestDataSet(set);
  assertScanned(set, scan, digest);
  const rowOf = placesOf(set, scan.rows);
  const room = roomFor(set);
  const drawn = drawOthers(set, new Set(rowOf.values()), options, Math.floor(room / 2));
  const kept = scan.rows.toSorted((a, b) => b.score - a.score).slice(0, room - drawn.rows.length);
  const defects = Math.min(options.defects, drawn.rows.length);
  const sample = seedDefects(set, drawn.rows, defects, secretOf(options.nonce));
  const evidence = await evidenceFrom(set, new Set(rowOf.values()), options.seed);
  const flagged = await evidence(
    set,
    kept.map(({ row }) => rowOf.get(row) ?? -1),
    (at) => kept[at],
    (place) => place,
  );
  const others = await evidence(
    sample.set,
    [...drawn.rows.keys()],
    () => undefined,
    (place) => drawn.rows[place] ?? -1,
  );
  const items = [...flagged, ...others].map((item, at): TriageItem => ({ item: String(at + 1), ...item }));
  const seal: TriageSeal = {
    schema: 'assay.data-triage-seal/1',
    nonce: options.nonce,
    items: sample.defects.map(({ at, attack }) => ({ item: String(flagged.length + at + 1), attack })),
  };
  const triage: DataTriage = {
    schema: 'assay.data-triage/1',
    dataset: { path: scan.dataset.path, kind: set.kind, rows: set.count, digest },
    scan: scanDigest,
    madeAt: options.now.toISOString(),
    seed: options.seed,
    classes: set.labels?.names ?? [],
    twoPersons: options.twoPersons,
    items,
    groups: groupsOf(set, [...rowOf.values()]),
    leftOut: scan.rows.length - kept.length,
    sampling: planOf(drawn, seal.items.length, options),
    ...(seal.items.length === 0 ? {} : { seeded: { count: seal.items.length, commitment: commitmentTo(seal) } }),
  };
  return seal.items.length === 0 ? { triage } : { triage, seal };
}

/** What the queue holds of the seal. */
export function commitmentTo({ schema, nonce, items }: TriageSeal): string {
  const text = canonicalJson({ schema, nonce, items: items.map(({ item, attack }) => ({ item, attack })) });
  return sha256(new TextEncoder().encode(text));
}

function assertScanned(set: DataSet, { dataset }: DataScan, digest: string): void {
  const isSame = dataset.digest === undefined || dataset.digest === digest;
  if (isSame && dataset.rows === set.count && dataset.kind === set.kind) return;
  throw new AssayError('DATA_CHANGED', 'the data are not those that were scanned; scan them again', {
    path: dataset.path,
  });
}

/** @throws {AssayError} DATA_CHANGED */
function placesOf(set: DataSet, rows: readonly FlaggedRow[]): ReadonlyMap<RowId, number> {
  const wanted = new Set(rows.map(({ row }) => row));
  const places = new Map<RowId, number>();
  for (let row = 0; row < set.count; row++) if (wanted.has(set.id(row))) places.set(set.id(row), row);
  if (places.size === wanted.size) return places;
  const missing = [...wanted].find((row) => !places.has(row));
  throw new AssayError('DATA_CHANGED', `the scan speaks of row ${missing}, which the data do not have`);
}

/** Rows of one queue: it is read as a whole, with what it shows of each. */
function roomFor(set: DataSet): number {
  return Math.min(limits.triageItems.value, Math.floor(limits.triageContent.value / bytesPerItem(set, neighbours)));
}

interface Drawn {
  readonly rows: Int32Array;
  /** That they were drawn from. */
  readonly from: number;
}

function drawOthers(set: DataSet, flagged: ReadonlySet<number>, options: StartOptions, most: number): Drawn {
  const others = Int32Array.from({ length: set.count }, (_, row) => row).filter((row) => !flagged.has(row));
  const wanted =
    options.sample ??
    sampleToFind(others.length, Math.ceil(options.rate * others.length), options.chance) + options.defects;
  const count = Math.min(wanted, others.length, most);
  // In the order of the draw: a reviewer who stops half way has seen a random half.
  return {
    rows: seeded(options.seed, drawStream)
      .sample(others.length, count)
      .map((at) => others[at] ?? 0),
    from: others.length,
  };
}

function planOf({ rows, from }: Drawn, defects: number, { rate }: StartOptions): SamplingPlan {
  const genuine = rows.length - defects;
  const chance = chanceToFind(from, Math.ceil(rate * from), genuine);
  return { rows: from, drawn: rows.length, genuine, rate, chance };
}

/** 48 bits of the nonce. */
function secretOf(nonce: string): number {
  return Number.parseInt(sha256(new TextEncoder().encode(nonce)).slice(0, 12), 16);
}

const drawStream = 1;

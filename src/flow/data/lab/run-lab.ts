// `assay data lab`: known attacks planted in a copy of these data at several rates, and what is found of them.
import type { DataLab, LabAttack } from '#core/dataset/data-lab';
import type { DataSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { median } from '#numeric/statistics/quantile';
import type { Attack } from '#transforms/plant/attack';
import { digestDataSet } from '../digest-data-set.ts';
import { countedShare } from './counted-share.ts';
import { detectorDigest, scanDigest } from './detector-digest.ts';
import type { LabOptions, LabParts } from './lab-parts.ts';
import { type LabRun, nothingPlanted, wholeScan } from './lab-run.ts';
import { contextOf, type LabState, openLabState } from './lab-state.ts';
import { alternativesTo, limitationsOf, notCoveredBy } from './lab-words.ts';
import { measureRun } from './measure-run.ts';
import { accuraciesOf } from './summarize-accuracy.ts';
import { type LabRuns, type LabSubject, summarizeDetector } from './summarize-lab.ts';
import { drawRows, takeRows } from './take-rows.ts';

/**
 * @param statePath - file that keeps what was measured, so that a lab that was killed goes on; absent: nothing is kept
 * @throws {AssayError} USAGE for an attack that there is none of or that does not fit; DATA_LABELS; what reading the rows throws
 */
export async function runLab(
  original: DataSet,
  parts: LabParts,
  options: LabOptions,
  statePath?: string,
): Promise<DataLab> {
  const chosen = attacksFor(original, parts.attacks, options.attacks);
  const rows = drawRows(original, options.sample, options.seed);
  const set = rows.length === original.count ? original : takeRows(original, rows);
  const digest = await digestDataSet(original);
  const state = openLabState(statePath, contextOf(digest, rows, parts));
  const seeds = Array.from({ length: options.seeds }, (_, at) => options.seed + at);
  const { runs, refused } = await measureAll(set, chosen, seeds, parts, options, state);
  const half = Math.ceil(seeds.length / 2);
  const isChosenOn = (run: LabRun): boolean => seeds.indexOf(run.seed) < half;
  const planted = runs.filter(({ attack }) => attack !== nothingPlanted);
  const halves: LabRuns = {
    chosenOn: planted.filter(isChosenOn),
    reportedOn: planted.filter((run) => !isChosenOn(run)),
  };
  const summaries = subjectsOf(original, parts, runs).map((one) =>
    summarizeDetector(one, halves, original.count, options),
  );
  const attacks = chosen.map((attack) => describe(attack, halves.reportedOn));
  const cells = summaries.flatMap((one) => one.cells);
  return {
    schema: 'assay.data-lab/1',
    dataset: {
      path: options.path,
      kind: original.kind,
      rows: original.count,
      digest,
      ...(set === original ? {} : { sampled: set.count }),
    },
    madeAt: options.now.toISOString(),
    ...madeOf(runs, parts),
    seed: options.seed,
    seeds: { chosenOn: seeds.slice(0, half), reportedOn: seeds.slice(half) },
    rates: options.rates,
    attacks,
    detectors: summaries.map(({ detector }) => detector),
    cells,
    sweeps: summaries.flatMap(({ sweeps }) => sweeps),
    ...accuraciesOf(runs.filter((run) => !isChosenOn(run))),
    unplanted: unplantedOf(runs.filter(({ attack }) => attack === nothingPlanted)),
    notCovered: notCoveredBy(original, chosen, parts.attacks),
    limitations: [
      ...alternativesTo(attacks, cells, options.leastRecall),
      ...limitationsOf(original, set, attacks, runs),
      ...(parts.detectors.length === 0 ? [] : [`Detectors by themselves were given ${parts.featuresFrom}.`]),
      ...refused,
    ],
  };
}

/** @throws {AssayError} USAGE */
function attacksFor(set: DataSet, attacks: readonly Attack[], ids: readonly string[] | undefined): readonly Attack[] {
  const fitting = attacks.filter(({ fits }) => fits.includes(set.kind));
  for (const id of ids ?? []) {
    if (fitting.some((one) => one.id === id)) continue;
    const known = fitting.map((one) => one.id).join(', ');
    throw new AssayError(
      'USAGE',
      `no attack ${JSON.stringify(id)} can be planted in data of this kind; there are ${known}`,
    );
  }
  return ids === undefined ? fitting : fitting.filter(({ id }) => ids.includes(id));
}

interface Measured {
  readonly runs: readonly LabRun[];
  /** Attacks that these data do not take, in sentences. */
  readonly refused: readonly string[];
}

async function measureAll(
  set: DataSet,
  attacks: readonly Attack[],
  seeds: readonly number[],
  parts: LabParts,
  { rates, onProgress }: LabOptions,
  state: LabState,
): Promise<Measured> {
  const planned = [
    ...seeds.map((seed) => ({ attack: undefined, rate: 0, seed })),
    ...seeds.flatMap((seed) => attacks.flatMap((attack) => rates.map((rate) => ({ attack, rate, seed })))),
  ];
  const runs: LabRun[] = [];
  const refused = new Set<string>();
  for (const [at, { attack, rate, seed }] of planned.entries()) {
    onProgress?.(`${attack?.title ?? 'nothing planted'}, ${rate * 100} %, seed ${seed}`, at / planned.length);
    const kept = state.find({ attack: attack?.id ?? nothingPlanted, rate, seed });
    try {
      const run = kept ?? (await measureRun(set, attack, rate, seed, parts));
      if (kept === undefined) state.keep(run);
      runs.push(run);
    } catch (error) {
      if (!(error instanceof AssayError) || error.code !== 'TRANSFORM_INPUT') throw error;
      refused.add(`${attack?.title ?? ''} could not be planted: ${error.message}.`);
    }
  }
  return { runs, refused: [...refused] };
}

function madeOf(runs: readonly LabRun[], { code }: LabParts): Pick<DataLab, 'detectorCode' | 'engine' | 'model'> {
  const { engine, model } = runs.find(({ attack }) => attack === nothingPlanted) ?? {};
  return {
    ...(code === undefined ? {} : { detectorCode: code }),
    ...(engine === undefined ? {} : { engine }),
    ...(model === undefined ? {} : { model }),
  };
}

function subjectsOf({ kind }: DataSet, parts: LabParts, runs: readonly LabRun[]): readonly LabSubject[] {
  const { detectors } = parts;
  const scan: LabSubject = {
    id: wholeScan,
    title: 'assay data scan as a whole',
    version: 1,
    // As it is in these data: what is planted may bring detectors along that have nothing to do otherwise.
    digest: scanDigest(kind, {
      detectors: runs.find(({ attack }) => attack === nothingPlanted)?.scanRuns ?? [],
      ...madeOf(runs, parts),
    }),
    category: 'both',
  };
  const alone = detectors.filter(({ id }) => runs.some((run) => run.detectors[id]?.why === undefined));
  return [
    scan,
    ...alone.map((one) => {
      const { id, title, version, category } = one;
      return { id, title, version, category, digest: detectorDigest(one) };
    }),
  ];
}

/** Above this the distance from the middle of the class finds a planted row nearly always. */
const trivialArea = 0.98;

function describe(attack: Attack, runs: readonly LabRun[]): LabAttack {
  const { id, title, category, source, parameters } = attack;
  const areas = runs.filter((run) => run.attack === id).map((run) => run.triviality);
  const triviality = areas.length === 0 ? 0 : median(areas);
  return { id, title, category, source, parameters, triviality, isTrivial: triviality >= trivialArea };
}

function unplantedOf(runs: readonly LabRun[]): DataLab['unplanted'] {
  const sum = (of: (run: LabRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const rows = sum(({ clean }) => clean);
  return {
    runs: runs.length,
    filtered: countedShare(
      sum(({ filtered }) => filtered.clean),
      rows,
    ),
    alerted: countedShare(
      sum(({ alerted }) => alerted.clean),
      rows,
    ),
    declaredClasses: sum(({ declared }) => declared.others),
  };
}

// What is said of labelled pictures: which classes hold rows with a trigger, and which rows. Neither the class, nor how many rows,
// nor the kind of trigger is known, and no rows are known to be good.
import type { ClassVerdict, DetectorRun, Examination, FlaggedRow } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import type { Engine } from '#numeric/engine/engine';
import { answersPerFilter, drawFilters, filterCount, filterResponses } from './filter-responses.ts';
import { flagRepeated, repeatedDetector } from './flag-repeated.ts';
import { detectorOf, type FlaggedTrigger, flagRows } from './flag-rows.ts';
import { judgeRepeated } from './judge-repeated.ts';
import { type Content, learnContent } from './learn-content.ts';
import { observe } from './observations.ts';
import { mostPictures, type Pictures, readPictures } from './read-pictures.ts';
import { groupWindows } from './repeated-patterns.ts';
import { findRepeatedWindows } from './repeated-windows.ts';
import { searchTriggers } from './search-triggers.ts';
import { beginStudy, type Study } from './study.ts';

export interface ExamineImagesOptions {
  readonly seed: number;
  /** What trains the network. Absent: only marks that are the same in all their rows can be found. */
  readonly engine?: Engine;
  readonly onProgress?: (progress: { readonly stage: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
}

/** Fewer rows say too little of a class, or of a set. */
const leastClassRows = 20;
const leastRows = 200;
const mostClasses = 1000;
const leastSide = 4;

/**
 * Deterministic: same set, same seed, same engine, same result.
 * @throws {NumericError} NUMERIC_ENGINE; what `signal` was aborted with; what the set throws when it is read
 * @limits see `readPictures`; 5 kB more per row for features
 */
export async function examineImages(set: ImageSet, options: ExamineImagesOptions): Promise<Examination> {
  const stage = stages(options);
  const cannot = whyNot(set);
  if (cannot !== undefined) return notExamined(set, cannot);
  await stage('reading pictures')(0);
  const pictures = await readPictures(set, { ...options, leastRows: leastClassRows });
  const why = whyNotThese(pictures);
  if (why !== undefined) return notExamined(set, why);
  const study = await prepare(pictures, options, stage);
  if (typeof study === 'string') return notExamined(set, study);
  const found = await searchTriggers(study, { seed: options.seed, pause: stage('looking for triggers') });
  const windows = await findRepeatedWindows(pictures, stage('looking for repeated patterns'));
  const known = study.content === undefined ? undefined : study.conflict;
  const repeated = judgeRepeated(pictures, groupWindows(windows, pictures.count), known);
  const findings = [
    ...found.map((one) => flagRows(set, study, one)),
    ...repeated.map((one) => flagRepeated(set, pictures, one, study.conflict)),
  ].filter(({ classes }) => classes.length > 0);
  return report(set, study, withoutRepeats(findings));
}

async function prepare(pictures: Pictures, options: ExamineImagesOptions, stage: Stage): Promise<Study | string> {
  const { engine, seed, signal } = options;
  const common = signal === undefined ? {} : { signal };
  let content: Content | undefined;
  let responses: Float32Array = new Float32Array(0);
  const bank = drawFilters(pictures, seed);
  if (engine !== undefined) {
    const training = stage('training a network that is blind to triggers');
    content = await learnContent(pictures, { engine, seed, ...common, onProgress: training.say });
    const answering = stage('looking at all pictures through filters');
    if (bank !== undefined)
      responses = await filterResponses(pictures, bank, { engine, ...common, onProgress: answering.say });
  }
  await stage('learning what the content explains')(0);
  const width = responses.length === 0 ? 0 : answersPerFilter * filterCount;
  return (
    beginStudy(pictures, observe(pictures, responses, width, content), content, seed) ?? 'the pictures are all the same'
  );
}

/**
 * Findings of one class, and of those of several classes the ones that are more than a part of them: a mark that rows of one class
 * share is borne by a few others by chance.
 */
function withoutRepeats(findings: readonly FlaggedTrigger[]): readonly FlaggedTrigger[] {
  const known = new Set(findings.filter(({ classes }) => classes.length === 1).flatMap(({ classes }) => classes));
  return findings.filter(({ classes, filtered }) => {
    const rowsOf = (labels: readonly number[]): number =>
      labels.reduce((sum, label) => sum + (filtered.get(label) ?? 0), 0);
    return classes.length === 1 || rowsOf(classes.filter((label) => !known.has(label))) > leastNew * rowsOf(classes);
  });
}

const leastNew = 0.2;

function report(set: ImageSet, study: Study, findings: readonly FlaggedTrigger[]): Examination {
  const flags = mergeFlags(findings.flatMap((finding) => finding.flags));
  return {
    classes: verdictsOf(set, study.pictures, findings, flags),
    rows: flags,
    detectors: runsOf(study, findings, flags),
    triggers: findings.flatMap(({ triggers }) => triggers),
    quality: [],
    limitations: limitationsOf(set, study),
  };
}

/** One flag per row: the strongest, with the reasons of all. */
function mergeFlags(flags: readonly FlaggedRow[]): readonly FlaggedRow[] {
  const byRow = new Map<FlaggedRow['row'], FlaggedRow>();
  for (const flag of flags) {
    const known = byRow.get(flag.row);
    if (known === undefined) byRow.set(flag.row, flag);
    else {
      const stronger = flag.decision === 'filter' && known.decision === 'alert' ? flag : known;
      byRow.set(flag.row, { ...stronger, because: [...known.because, ...flag.because] });
    }
  }
  return [...byRow.values()];
}

function verdictsOf(
  set: ImageSet,
  pictures: Pictures,
  findings: readonly FlaggedTrigger[],
  flags: readonly FlaggedRow[],
): readonly ClassVerdict[] {
  const names = set.labels?.names ?? [];
  const rows = rowsPerClass(set);
  const examined = new Map<string, number>();
  for (const label of pictures.labels) {
    const name = names[pictures.classes[label] ?? 0] ?? '';
    examined.set(name, (examined.get(name) ?? 0) + 1);
  }
  const filtered = new Map<string, number>();
  for (const flag of flags) {
    if (flag.decision === 'filter') filtered.set(flag.class, (filtered.get(flag.class) ?? 0) + 1);
  }
  return names.flatMap((name, code) => {
    if ((rows[code] ?? 0) === 0) return [];
    const own = findings.filter(({ classes }) => classes.some((label) => pictures.classes[label] === code));
    const estimatedShare = own.length === 0 ? 0 : (filtered.get(name) ?? 0) / (examined.get(name) ?? 1);
    const left = examined.has(name) ? [] : [`not examined: fewer than ${leastClassRows} rows`];
    const because = [...own.map(({ why }) => why), ...left];
    return [{ class: name, rows: rows[code] ?? 0, declaredPoisoned: own.length > 0, estimatedShare, because }];
  });
}

function runsOf(
  study: Study,
  findings: readonly FlaggedTrigger[],
  flags: readonly FlaggedRow[],
): readonly DetectorRun[] {
  const { count, classes } = study.pictures;
  const parameters = { rows: count, classes: classes.length, features: study.observed.features };
  return detectors.map((detector): DetectorRun => {
    const common = { detector, version: 1, category: 'backdoor', parameters } as const;
    if (detector === detectorOf.relabelled && study.content === undefined) {
      return { ...common, outcome: 'inconclusive', flagged: 0, why: noEngine };
    }
    const isFound = findings.some((finding) => finding.detector === detector);
    const flagged = flags.filter(({ because }) => because.some((reason) => reason.detector === detector)).length;
    return { ...common, outcome: isFound ? 'fail' : 'pass', flagged };
  });
}

const detectors: readonly string[] = [detectorOf.relabelled, detectorOf.marked, repeatedDetector];
const noEngine = 'no engine is installed that could train the network';

function limitationsOf(set: ImageSet, { pictures, content }: Study): readonly string[] {
  const some: string[] = [
    'A trigger in fewer than about six rows of a class, one that is another in every row, and one that the pictures of a class have anyway cannot be told.',
    'Rows with a changed label and without a trigger are not looked for here.',
    'Warps of the whole picture, and noise that differs from row to row, were missed in most sets where this was measured.',
  ];
  if (content === undefined)
    some.push(`Rows that show another class than their label were not looked for: ${noEngine}.`);
  if (set.width > pictures.width || set.height > pictures.height) {
    some.push(
      `Pictures were made smaller, to ${pictures.width} x ${pictures.height}: marks of a few pixels may be lost.`,
    );
  }
  if (pictures.count === mostPictures) some.push(`Only ${mostPictures} rows, drawn at random, were examined.`);
  const left = set.labels?.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0) ?? 0;
  if (left > 0) some.push(`${left} rows without a label were not examined.`);
  return some;
}

/** Why nothing can be said of the set; undefined when something can. */
function whyNot(set: ImageSet): string | undefined {
  if (set.labels === undefined) return 'the set has no labels';
  if (set.height < leastSide || set.width < leastSide)
    return `pictures of ${set.width} x ${set.height} pixels show nothing`;
  const classes = rowsPerClass(set).filter((count) => count > 0).length;
  if (classes < 2) return 'all rows have the same label';
  return classes > mostClasses ? `${classes} classes are more than ${mostClasses}` : undefined;
}

function whyNotThese({ classes, count }: Pictures): string | undefined {
  if (classes.length < 2) return `fewer than two classes have ${leastClassRows} rows`;
  return count < leastRows ? `${count} rows in classes of at least ${leastClassRows} are too few` : undefined;
}

function rowsPerClass({ labels }: ImageSet): Int32Array {
  const rows = new Int32Array(labels?.names.length ?? 0);
  for (const code of labels?.codes ?? []) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  return rows;
}

function notExamined(set: ImageSet, why: string): Examination {
  const outcome = set.labels === undefined ? 'not-applicable' : 'inconclusive';
  const runs = detectors.map(
    (detector): DetectorRun => ({
      detector,
      version: 1,
      category: 'backdoor',
      outcome,
      parameters: {},
      flagged: 0,
      why,
    }),
  );
  const rows = rowsPerClass(set);
  const classes = (set.labels?.names ?? []).flatMap((name, code) => {
    const count = rows[code] ?? 0;
    const because = [`not examined: ${why}`];
    return count === 0 ? [] : [{ class: name, rows: count, declaredPoisoned: false, estimatedShare: 0, because }];
  });
  const limitations = [`Whether rows bear a trigger was not looked at: ${why}.`];
  return { classes, rows: [], detectors: runs, triggers: [], quality: [], limitations };
}

interface StageReport {
  /** Says how far it is, lets others have their turn, and ends the work when it is told to. */
  (share: number): Promise<void>;
  /** Only says how far it is. */
  readonly say: (share: number) => void;
}

type Stage = (name: string) => StageReport;

function stages({ onProgress, signal }: ExamineImagesOptions): Stage {
  return (stage) => {
    const say = (share: number): void => onProgress?.({ stage, share });
    const turn = async (share: number): Promise<void> => {
      say(share);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    };
    return Object.assign(turn, { say });
  };
}

// What is said of labelled pictures: which classes hold rows with a trigger, and which rows. Neither the class, nor how many rows,
// nor the kind of trigger is known, and no rows are known to be good.
import type { Examination } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import type { Engine } from '#numeric/engine/engine';
import { drawFilters, filterResponses } from './filter-responses.ts';
import { flagRepeated } from './flag-repeated.ts';
import { type FlaggedTrigger, flagRows } from './flag-rows.ts';
import { judgeRepeated } from './judge-repeated.ts';
import { type Content, learnContent } from './learn-content.ts';
import { observe, observeTexture } from './observations.ts';
import { type Pictures, readPictures } from './read-pictures.ts';
import { groupWindows } from './repeated-patterns.ts';
import { findRepeatedWindows } from './repeated-windows.ts';
import { leastClassRows, notExamined, reportImages, rowsPerClass } from './report-images.ts';
import { type FoundSuspects, searchTriggers, withoutTwins } from './search-triggers.ts';
import { beginStudy, type Study } from './study.ts';

export interface ExamineImagesOptions {
  readonly seed: number;
  /** What trains the network. Absent: only marks that are the same in all their rows can be found. */
  readonly engine?: Engine;
  readonly onProgress?: (progress: { readonly stage: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
}

/** Fewer rows say too little of a set. */
const leastRows = 200;
const mostClasses = 1000;
const leastSide = 4;

/**
 * Deterministic: same set, same seed, same engine, same result.
 * @throws {NumericError} NUMERIC_ENGINE; what `signal` was aborted with; what the set throws when it is read
 * @limits see `readPictures`; 9 kB more per row for features
 */
export async function examineImages(set: ImageSet, options: ExamineImagesOptions): Promise<Examination> {
  const stage = stages(options);
  const cannot = whyNot(set);
  if (cannot !== undefined) return notExamined(set, cannot);
  await stage('reading pictures')(0);
  const pictures = await readPictures(set, { ...options, leastRows: leastClassRows });
  const why = whyNotThese(pictures);
  if (why !== undefined) return notExamined(set, why);
  const studies = await prepare(pictures, options, stage);
  if (studies === undefined) return notExamined(set, 'the pictures are all the same');
  const { study } = studies;
  const found = await search(studies, options.seed, stage);
  const windows = await findRepeatedWindows(pictures, stage('looking for repeated patterns'));
  const known = study.content === undefined ? undefined : study.conflict;
  const repeated = judgeRepeated(pictures, groupWindows(windows, pictures.count), known);
  const findings = [
    ...found.map((one) => flagRows(set, study, one)),
    ...repeated.map((one) => flagRepeated(set, pictures, one, study.conflict)),
  ].filter(({ classes }) => classes.length > 0);
  return reportImages(set, study, withoutRepeats(findings));
}

interface Studies {
  /** Of every pixel: marks. */
  readonly study: Study;
  /** Of the texture: changes of whole pictures. What it finds rests on the content, so it is absent when that is not known. */
  readonly texture?: Study;
}

async function prepare(pictures: Pictures, options: ExamineImagesOptions, stage: Stage): Promise<Studies | undefined> {
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
  const study = beginStudy(pictures, observe(pictures, responses, content), content, seed);
  if (study === undefined) return undefined;
  const observed = content && observeTexture(pictures, responses, content);
  const texture = observed && beginStudy(pictures, observed, content, seed);
  return { study, ...(texture && { texture }) };
}

async function search({ study, texture }: Studies, seed: number, stage: Stage): Promise<readonly FoundSuspects[]> {
  const marks = await searchTriggers(study, { seed, directions: 6, pause: stage('looking for triggers') });
  if (texture === undefined) return marks;
  const pause = stage('looking for changes of texture');
  return withoutTwins([...marks, ...(await searchTriggers(texture, { seed, directions: 2, pause }))]);
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

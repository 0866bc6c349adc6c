// What the examination of pictures found, as others read it: verdicts per class, flagged rows, what ran and what was not looked for.
import type { ClassVerdict, DetectorRun, Examination, FlaggedRow } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { repeatedDetector } from './flag-repeated.ts';
import { detectorOf, type FlaggedTrigger } from './flag-rows.ts';
import { mostPictures, type Pictures } from './read-pictures.ts';
import type { Study } from './study.ts';

/** Classes with fewer rows are not examined. */
export const leastClassRows = 20;

export function reportImages(set: ImageSet, study: Study, findings: readonly FlaggedTrigger[]): Examination {
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
    'Warps of the whole picture were found by their texture, but missed in sets with fewer than about a hundred such rows of detailed pictures; brighter or darker pictures and lines, and smooth patterns with clean labels, were missed where this was measured.',
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

/** @param why - nothing was looked at */
export function notExamined(set: ImageSet, why: string): Examination {
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

/** By the codes of the labels. */
export function rowsPerClass({ labels }: ImageSet): Int32Array {
  const rows = new Int32Array(labels?.names.length ?? 0);
  for (const code of labels?.codes ?? []) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  return rows;
}

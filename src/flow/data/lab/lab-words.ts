// What a lab does not say, in words: nobody should believe more of its numbers than they hold.
import type { LabAttack } from '#core/dataset/data-lab';
import type { DataSet } from '#core/dataset/data-set';
import type { Attack } from '#transforms/plant/attack';
import { type LabRun, nothingPlanted } from './lab-run.ts';

/** Attacks that nobody planted here. */
export function notCoveredBy(
  { kind }: DataSet,
  planted: readonly Attack[],
  attacks: readonly Attack[],
): readonly string[] {
  const left = attacks.filter((one) => one.fits.includes(kind) && !planted.includes(one)).map(({ title }) => title);
  return [...left, ...neverPlanted];
}

/** Known kinds of attacks that there is no file of. */
const neverPlanted = [
  'attacks made for these detectors (adaptive attacks)',
  'triggers that differ from row to row (input-aware, sample-specific)',
  'clean-label attacks with adversarial or feature-collision changes',
  'several attacks at once',
];

export function limitationsOf(
  original: DataSet,
  used: DataSet,
  attacks: readonly LabAttack[],
  runs: readonly LabRun[],
): readonly string[] {
  const flagged = runs.filter(({ attack }) => attack === nothingPlanted).some(({ alerted }) => alerted.clean > 0);
  return [
    'The attacks are those of papers, planted by us: a real one may be harder to find, and may be easier.',
    'Rows that were not planted count as good. If these data are poisoned already, false alarms are overstated.',
    'Intervals take rows for independent; rows of one run share a trigger, so the truth may lie further out.',
    ...(used.count < original.count
      ? [
          `Measured on ${used.count} of ${original.count} rows, drawn by class: in more rows of the same rate most detectors find more.`,
        ]
      : []),
    ...(flagged
      ? ['The scan flags rows of these data as they are; look at them before the numbers here are relied on.']
      : []),
    ...attacks
      .filter(({ isTrivial }) => isTrivial)
      .map(
        ({ title }) => `${title} is trivially easy in these data: the distance from the middle of the class finds it.`,
      ),
    ...tooFew(runs),
    ...unscored(runs),
  ];
}

/** Planted rows in one run below which recall is hardly more than anecdotal. */
const fewRows = 10;

function tooFew(runs: readonly LabRun[]): readonly string[] {
  const few = runs.filter(({ attack, planted }) => attack !== nothingPlanted && planted < fewRows);
  if (few.length === 0) return [];
  const rates = [...new Set(few.map(({ rate }) => `${rate * 100} %`))].join(', ');
  return [`At ${rates} fewer than ${fewRows} rows were planted in a run: the intervals are wide.`];
}

function unscored(runs: readonly LabRun[]): readonly string[] {
  const reasons = runs.flatMap(({ detectors }) =>
    Object.entries(detectors).flatMap(([id, { why }]) => (why === undefined ? [] : [`${id} gave no scores: ${why}.`])),
  );
  return [...new Set(reasons)];
}

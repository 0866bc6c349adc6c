// What a lab does not say, in words: nobody should believe more of its numbers than they hold.
import type { LabAttack, LabCell } from '#core/dataset/data-lab';
import type { DataSet } from '#core/dataset/data-set';
import type { Attack } from '#transforms/plant/attack';
import { type LabRun, nothingPlanted, wholeScan } from './lab-run.ts';

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
    ...(runs.some(({ model }) => model !== undefined)
      ? [
          'The model that was given did not learn from the planted rows: what it would say of an attack that it has learnt was not measured.',
        ]
      : []),
    ...tooFew(runs),
    ...unscored(runs),
  ];
}

/**
 * Of each attack that the scan does not find what finds it best, or that nothing does: where a method is of no use here, another one
 * has to be.
 */
export function alternativesTo(
  attacks: readonly LabAttack[],
  cells: readonly LabCell[],
  leastRecall: number,
): readonly string[] {
  return attacks.flatMap(({ id, title }) => {
    const own = cells.filter(({ attack }) => attack === id);
    const found = own.filter(({ alert: { recall } }) => recall.low >= leastRecall);
    if (own.length === 0 || found.some(({ detector }) => detector === wholeScan)) return [];
    const [best] = found.toSorted((a, b) => b.alert.recall.low - a.alert.recall.low);
    if (best === undefined)
      return [
        `Nothing here finds ${title}: against it these data need something else, such as knowing who contributed what.`,
      ];
    const rate = Number((best.rate * 100).toPrecision(3));
    return [
      `The scan does not find ${title} at any of these rates; ${best.detector} by itself does, at ${rate} %: use it beside the scan.`,
    ];
  });
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

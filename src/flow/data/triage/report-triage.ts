// `assay data triage report`: what was decided, by whom, with how much attention, and what the sample says of the rest.
import type {
  DataTriage,
  DataTriageReport,
  ReviewerFigures,
  TriageSeal,
  TriageStanding,
} from '#core/dataset/data-triage';
import { AssayError } from '#core/errors';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { attacks } from '#transforms/plant/attacks.generated';
import { foldDecisions } from './fold-decisions.ts';
import type { OpenedTriage } from './open-triage.ts';
import { reviewFindings } from './review-findings.ts';
import { reviewerFigures } from './reviewer-figures.ts';
import { commitmentTo } from './start-triage.ts';

/**
 * @param seal - opens the seeded defects; absent: they stay sealed and count like all drawn rows
 * @throws {AssayError} DATA_SEAL when the seal is not the one that the queue was made with
 */
export function reportTriage(opened: OpenedTriage, seal?: TriageSeal): DataTriageReport {
  const { triage, digest: queue, events } = opened;
  if (seal !== undefined) assertCommitted(triage, seal);
  const seeded = new Map((seal?.items ?? []).map(({ item, attack }) => [item, attack]));
  const all = foldDecisions(triage, events);
  const genuine = all.filter(({ item }) => !seeded.has(item));
  const reviewers = reviewerFigures(triage, events, seeded);
  return {
    schema: 'assay.data-triage-report/1',
    queue,
    dataset: triage.dataset,
    counts: {
      open: countOf(genuine, 'open'),
      'second-wanted': countOf(genuine, 'second-wanted'),
      disputed: countOf(genuine, 'disputed'),
      decided: countOf(genuine, 'decided'),
    },
    verbs: {
      accept: genuine.filter(({ verb }) => verb === 'accept').length,
      reject: genuine.filter(({ verb }) => verb === 'reject').length,
      relabel: genuine.filter(({ verb }) => verb === 'relabel').length,
    },
    reviewers,
    sampling: samplingOf(triage, genuine),
    seal: triage.seeded === undefined ? 'none' : seal === undefined ? 'closed' : 'opened',
    findings: reviewFindings(opened, reviewers, all),
    limitations: limitationsOf(triage, seeded, reviewers),
    standings: genuine,
  };
}

/** Which rows a triage takes out and which get another label; seeded rows and open ones are neither. */
export function outcomeOf(report: DataTriageReport): {
  readonly rejected: readonly TriageStanding[];
  readonly relabelled: readonly TriageStanding[];
} {
  return {
    rejected: report.standings.filter(({ verb }) => verb === 'reject'),
    relabelled: report.standings.filter(({ verb }) => verb === 'relabel'),
  };
}

function assertCommitted({ seeded }: DataTriage, seal: TriageSeal): void {
  if (seeded?.commitment === commitmentTo(seal)) return;
  throw new AssayError('DATA_SEAL', 'the seal is not the one that the queue was made with, or it was changed since');
}

function countOf(standings: readonly TriageStanding[], state: TriageStanding['state']): number {
  return standings.filter((one) => one.state === state).length;
}

function samplingOf({ sampling }: DataTriage, standings: readonly TriageStanding[]): DataTriageReport['sampling'] {
  const decided = standings.filter(({ from, state }) => from === 'sample' && state === 'decided');
  const bad = decided.filter(({ verb }) => verb !== 'accept').length;
  // One-sided at 95 %: the upper end of a two-sided interval at 90 %.
  const { high } = clopperPearsonInterval(bad, decided.length, 0.9);
  return { ...sampling, decided: decided.length, bad, worstRate: high };
}

function limitationsOf(
  triage: DataTriage,
  seeded: ReadonlyMap<string, string>,
  reviewers: readonly ReviewerFigures[],
): readonly string[] {
  const names = [...new Set(seeded.values())].map((id) => attacks.find((one) => one.id === id)?.title ?? id);
  return [
    ...(triage.seeded === undefined ? ['Nothing was seeded: nobody knows how closely the reviewers looked.'] : []),
    ...(triage.seeded !== undefined && seeded.size === 0
      ? [
          'The seal is closed: seeded rows count as drawn ones here, and rows that were rejected may be seeded. Report with the seal.',
        ]
      : []),
    ...(names.length > 0
      ? [
          `The seeded defects were of these kinds: ${names.join(', ')}. They are plain to see; who finds them may still miss subtle ones.`,
        ]
      : []),
    ...(reviewers.length > 0 ? ['Reviewers are who they say they are: nothing here proves it.'] : []),
    ...(triage.leftOut > 0 ? [`${triage.leftOut} flagged rows of the lowest scores were too many for the queue.`] : []),
    'The sample speaks of the data as they were when it was drawn, and of what people can see in a row.',
  ];
}

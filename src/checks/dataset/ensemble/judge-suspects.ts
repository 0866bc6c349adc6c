// Whether suspects bear a trigger, or are only unusual.
import { lowerThreshold, placeThreshold } from './place-threshold.ts';
import type { Suspects } from './refine-suspects.ts';
import type { Study } from './study.ts';

/**
 * - `relabelled`: what they show is of other classes, and a mark that they share makes up for it
 * - `marked`: they show what their label says, and share a mark as exactly as no kind of picture does (clean-label attacks)
 */
export type Judgement = 'relabelled' | 'marked';

export interface Judged {
  readonly judgement: Judgement;
  readonly suspects: Suspects;
  /** Above it rows are set aside. */
  readonly threshold: number;
  /** Above it rows are set aside that show another class than their label. */
  readonly conflictThreshold: number;
  /** Shares of rows whose label conflicts with what they show. */
  readonly conflicts: number;
  readonly conflictsElsewhere: number;
}

/**
 * Two questions that have nothing to do with each other: do the suspects fall apart from the crowd, and do they show something
 * else than their label says? Ambiguous pictures do not fall apart; a style of a class does not conflict with it. Where nothing
 * conflicts, the mark has to be the same in all of them.
 * @returns undefined when they are only unusual
 */
export function judgeSuspects(study: Study, suspects: Suspects): Judged | undefined {
  const [conflictsElsewhere, conflicts] = shares(study.conflict, suspects);
  const [, contradictions] = shares(study.contradiction, suspects);
  const margin = suspects.top / Math.max(suspects.background, 1);
  const judgement = judge(suspects, margin, { conflicts, elsewhere: conflictsElsewhere, contradictions });
  if (judgement === undefined) return undefined;
  const empty = placeThreshold(suspects);
  if (judgement === 'marked')
    return { judgement, suspects, threshold: empty, conflictThreshold: empty, conflicts, conflictsElsewhere };
  const threshold = lowerThreshold(suspects, study.conflict, empty, { conflicts, elsewhere: conflictsElsewhere });
  const conflictThreshold = Math.min(threshold, conflictEdge(suspects));
  return { judgement, suspects, threshold, conflictThreshold, conflicts, conflictsElsewhere };
}

/**
 * The same of rows that all conflict with their labels: only whether they fall apart is asked, and more strictly.
 */
export function judgeShared(suspects: Suspects): Judged | undefined {
  const { top, background, valley, count } = suspects;
  if (!(top >= 2 * Math.max(background, 1) && valley <= 0.15 && count >= leastShared)) return undefined;
  const threshold = placeThreshold(suspects);
  return {
    judgement: 'relabelled',
    suspects,
    threshold,
    conflictThreshold: Math.min(threshold, conflictEdge(suspects)),
    conflicts: 1,
    conflictsElsewhere: 0,
  };
}

/** Of the suspects, and of the other candidates. */
interface Shares {
  readonly conflicts: number;
  readonly elsewhere: number;
  readonly contradictions: number;
}

function judge(
  { valley, spread, count }: Suspects,
  margin: number,
  { conflicts, elsewhere, contradictions }: Shares,
): Judgement | undefined {
  const areOthers = conflicts >= leastConflicts && conflicts >= conflictRatio * elsewhere;
  if (areOthers && count >= leastRelabelled) {
    const isApart = margin >= 2 && valley <= 0.15;
    // What is odd in a class by nature is a handful, and conflicts in a part of them only.
    const areMany = count >= 20 && conflicts >= 0.5;
    const isStrong = areMany && ((margin >= 1.3 && valley <= 0.1) || (margin >= 3 && valley <= 0.5));
    // The more of them conflict, the less they have to fall apart. Groups without a trigger, of 20 rows of which half conflicted, had
    // valleys of at least .58 (six sets of three kinds).
    const areOthersMostly = areMany && margin >= 1.2 && valley <= 0.4 * conflicts;
    // Of groups of 20 rows and more without a trigger at most 16 of 100 rows contradicted their label.
    const areContradicted = areMany && contradictions >= 0.3 && margin >= 1.2 && valley <= 0.8;
    if (isApart || isStrong || areOthersMostly || areContradicted) return 'relabelled';
  }
  return margin >= 3 && valley <= 0.03 && spread <= 0.15 && count >= leastMarked ? 'marked' : undefined;
}

const leastConflicts = 0.3;
const conflictRatio = 4;
const leastRelabelled = 8;
const leastMarked = 10;
const leastShared = 20;

/** Share of marked rows among the candidates that are no suspects, and among the suspects. */
function shares(marked: Uint8Array, { candidates, scores, threshold }: Suspects): readonly [number, number] {
  const seen = [0, 0];
  const has = [0, 0];
  candidates.forEach((place, i) => {
    const group = (scores[i] ?? 0) > threshold ? 1 : 0;
    seen[group] = (seen[group] ?? 0) + 1;
    has[group] = (has[group] ?? 0) + (marked[place] ?? 0);
  });
  const share = (group: number): number => (has[group] ?? 0) / Math.max(1, seen[group] ?? 0);
  return [share(0), share(1)];
}

/** A row that shows another class needs less: few honest ones do. */
function conflictEdge({ top, background }: Suspects): number {
  return Math.max(0.2 * top, 0.8 * background);
}

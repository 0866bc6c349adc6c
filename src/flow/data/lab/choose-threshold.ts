// Where to draw the line: the lowest threshold that costs no more good rows than one is ready to lose. Chosen on seeds that nothing
// is reported of.
import { atOrAbove, type ScoreCounts } from './score-counts.ts';

/** A step of a scale, or none of them: then nothing is flagged. */
export interface ChosenStep {
  readonly step: number;
  readonly threshold: number;
}

/**
 * @param clean - good rows that were looked at, in all
 * @param mostLost - share of them that may be flagged, 0..1
 * @returns a threshold above the scale when even its end costs too much
 */
export function chooseThreshold(
  counts: ScoreCounts,
  scale: readonly number[],
  clean: number,
  mostLost: number,
): ChosenStep {
  const lost = atOrAbove(counts.clean);
  const step = lost.findIndex((rows) => rows <= mostLost * clean);
  const threshold = step < 0 ? undefined : scale[step];
  if (threshold !== undefined) return { step, threshold };
  return { step: scale.length, threshold: 2 * (scale.at(-1) ?? 1) };
}

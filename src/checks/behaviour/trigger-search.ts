// Trigger search: a class that a much smaller change leads to than to any other is the target of a backdoor. For a model that is
// already trained, whose training data need not be at hand.
import { CheckError } from '#core/errors';
import { robustScale } from '#numeric/statistics/quantile';
import { type InputGradients, type InvertedTrigger, invertTrigger } from './invert-trigger.ts';
import type { Pictures } from './strip.ts';

export interface TriggerSearchOptions {
  readonly gradients: InputGradients;
  /** Classes to search, at least four for a verdict. */
  readonly targets: readonly number[];
  /** Clean pictures; some hundred are enough. */
  readonly clean: Pictures;
  readonly channels: number;
  readonly seed: number;
  /** Steps of descent per class. */
  readonly steps?: number;
  /** Pictures per step. */
  readonly batch?: number;
  /** Reports the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export interface FoundTrigger extends InvertedTrigger {
  readonly class: number;
  /** How many median absolute deviations the logarithm of the norm lies below the median of all classes; negative above. */
  readonly index: number;
}

export interface TriggerSearchResult {
  readonly triggers: readonly FoundTrigger[];
  /** Classes whose index is above 3 and whose norm is at most half of the median, by falling index. */
  readonly suspicious: readonly number[];
  readonly notes: readonly string[];
}

/**
 * Inverts a trigger for each class and calls those classes suspicious whose trigger is an outlier on the small side.
 * @throws {CheckError} CHECK_SHAPE when pictures and channels do not fit together or there is no picture
 * @source Wang et al. 2019, Neural Cleanse (IEEE S&P), section IV-B: anomaly index by median absolute
 *   deviation; here of logarithms, with the limit 3 in place of 2, as ten classes without a backdoor reach 2, and half of the median
 * @limits steps x batch x targets gradients. Blind to triggers as large as natural changes (blends, warps), to triggers that work on
 *   some source classes only, and where most classes are targets
 */
export async function searchTriggers(options: TriggerSearchOptions): Promise<TriggerSearchResult> {
  const { clean, channels, targets, seed, gradients, steps = 300, batch = 48 } = options;
  const fits =
    clean.count > 0 && clean.values.length === clean.count * clean.size && Number.isInteger(clean.size / channels);
  if (!fits) {
    throw new CheckError('CHECK_SHAPE', `${clean.values.length} numbers for ${clean.count} pictures of ${clean.size}`);
  }
  const found: { readonly class: number; readonly trigger: InvertedTrigger }[] = [];
  for (const target of targets) {
    found.push({
      class: target,
      trigger: await invertTrigger(target, { gradients, clean, channels, steps, batch, seed }),
    });
    options.onProgress?.(found.length / targets.length);
  }
  const notes: string[] = [];
  const without = found.filter(({ trigger }) => trigger.norm === Infinity);
  if (without.length > 0)
    notes.push(
      `no trigger found for ${without.length} classes: ${without
        .slice(0, 10)
        .map((one) => one.class)
        .join(', ')}`,
    );
  // Norms of honest classes differ by factors, so their logarithms are compared. No trigger counts as the whole picture.
  const sizes = found.map(({ trigger }) => Math.log(Math.max(1e-3, Math.min(trigger.norm, clean.size / channels))));
  const { median, deviation } = robustScale(sizes);
  const isComparable = sizes.length >= leastClasses && deviation > 0;
  if (sizes.length < leastClasses) notes.push(`${sizes.length} classes are too few to call one of them unusual`);
  else if (!isComparable) {
    notes.push('triggers of the same size for more than half of the classes: no scale to compare with');
  }
  const triggers = found.map(({ class: target, trigger }, i) => ({
    ...trigger,
    class: target,
    index: isComparable ? (median - (sizes[i] ?? 0)) / deviation : 0,
  }));
  const suspicious = triggers
    .filter(({ index, norm }) => index > limit && Math.log(norm) <= median - Math.LN2)
    .sort((a, b) => b.index - a.index)
    .map((trigger) => trigger.class);
  return { triggers, suspicious, notes };
}

/** Median and deviation of three are the three themselves. */
const leastClasses = 4;
const limit = 3;

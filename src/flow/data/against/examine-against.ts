// New rows against trusted ones: what the labels of the trusted rows say of those of the new ones.
import { type AgainstTrusted, judgeMargins, trustedDetector } from '#checks/dataset/against/judge-margins';
import type { LabelMargins, SharedLabels } from '#checks/dataset/against/label-margins';
import { shareLabels } from '#checks/dataset/against/share-labels';
import type { DataSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import type { DataScanProgress } from '../examiner.ts';
import { stepsOf } from '../pacing.ts';

export interface AgainstOptions {
  readonly seed: number;
  /** Whether networks can be trained. */
  readonly hasEngine: boolean;
  readonly onProgress?: (progress: DataScanProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * @param trusted - rows that are taken for good
 * @throws {AssayError} USAGE when the sets are of different kinds; when rows cannot be read any more
 */
export async function examineAgainst(
  fresh: DataSet,
  trusted: DataSet,
  options: AgainstOptions,
): Promise<AgainstTrusted> {
  if (fresh.kind !== trusted.kind) {
    throw new AssayError('USAGE', `the trusted data are ${trusted.kind}, the new ones ${fresh.kind}`);
  }
  if (fresh.labels === undefined || trusted.labels === undefined) {
    return couldNot(`the ${fresh.labels === undefined ? 'new' : 'trusted'} rows have no labels`, 'not-applicable');
  }
  const labels = shareLabels(fresh.labels, trusted.labels);
  const known = new Set(labels.trusted);
  known.delete(-1);
  if (known.size < 2) return couldNot('the trusted rows have fewer than two labels', 'inconclusive');
  const judged = judgeMargins(fresh, labels, await marginsOf(fresh, trusted, labels, options));
  return judged;
}

async function marginsOf(
  fresh: DataSet,
  trusted: DataSet,
  labels: SharedLabels,
  options: AgainstOptions,
): Promise<LabelMargins> {
  const { seed, signal } = options;
  const stage = 'holding new rows against trusted ones';
  const onProgress = (share: number): void => options.onProgress?.({ stage, share });
  const paced = { onProgress, ...(signal === undefined ? {} : { signal }) };
  if (fresh.kind === 'table' && trusted.kind === 'table') {
    const { tableMargins } = await import('#checks/dataset/against/table-margins');
    return tableMargins(fresh, trusted, labels, { seed, pause: stepsOf(paced) });
  }
  if (fresh.kind === 'text' && trusted.kind === 'text') {
    const { textMargins } = await import('#checks/dataset/against/text-margins');
    return textMargins(fresh, trusted, labels, { seed, ...paced });
  }
  if (fresh.kind !== 'images' || trusted.kind !== 'images') throw new Error('sets of one kind');
  const { pictureMargins } = await import('./picture-margins.ts');
  return pictureMargins(fresh, trusted, labels, { seed, hasEngine: options.hasEngine, ...paced });
}

function couldNot(why: string, outcome: 'inconclusive' | 'not-applicable'): AgainstTrusted {
  return {
    classes: [],
    rows: [],
    run: { detector: trustedDetector, version: 1, outcome, parameters: {}, flagged: 0, why },
    limitations: [`New rows were not held against the trusted ones: ${why}.`],
  };
}

// What was found of one file or folder of an asset, out of what was found of all of it.
import type { AssetVerification } from '#core/asset-verification';
import { isBelow } from './find-verified.ts';
import { outcomeOfAsset } from './verify-asset.ts';

/** Nothing outside of `below` decides about it. @param below - path in the asset */
export function onlyBelow(report: AssetVerification, below: string): AssetVerification {
  const copies = report.copies.map((copy) => {
    const entries = copy.entries.filter(({ path }) => isBelow(path, below));
    const isWhole = copy.state !== 'differs' && copy.state !== 'unreadable';
    if (entries.length === copy.entries.length || isWhole) return { ...copy, entries };
    const state = entries.some((entry) => entry.state !== 'unreadable')
      ? 'differs'
      : entries.length > 0
        ? 'unreadable'
        : 'match';
    return { ...copy, entries, state } as const;
  });
  const problems = report.store.problems.filter(({ path }) => isBelow(path, below));
  const outcome = report.problem === undefined ? outcomeOfAsset(problems, copies, true) : report.outcome;
  return { ...report, below, outcome, copies, store: { ...report.store, problems } };
}

// What was destroyed comes back: the same bytes are recorded again.
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'destroyed-then-added',
  question: 'Is an asset recorded again whose bytes were destroyed?',
  why: 'Deleting and adding again gives a thing a new past; and what had to be destroyed for good was kept somewhere.',
  remedy: 'Find out where the copy lay; the statement about the destruction says which copies were known.',
  severity: 'medium',
  judge: ({ entries }) => {
    const destroyed = new Map<string, number>();
    const anomalies: Anomaly[] = [];
    for (const { event, fact } of entries) {
      if (fact?.is === 'destroyed' && fact.asset !== undefined) destroyed.set(fact.asset, event.logIndex);
      const before = event.asset === undefined ? undefined : destroyed.get(event.asset);
      if (event.kind !== 'asset-manifest' || before === undefined || event.asset === undefined) continue;
      destroyed.delete(event.asset);
      anomalies.push({
        severity: 'medium',
        entries: [before, event.logIndex],
        at: event.at,
        actor: event.actor,
        asset: event.asset,
        explanation: `the keys of this asset were destroyed in entry ${before}, and entry ${event.logIndex} records the same bytes again`,
      });
    }
    return { anomalies, unjudged: [] };
  },
};

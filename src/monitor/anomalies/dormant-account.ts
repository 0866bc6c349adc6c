// An account that nobody has used for a long time is used again.
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'dormant-account',
  question: 'Is an account used again that was not for a long time?',
  why: 'Accounts of people who left, and of services that were switched off, are not missed by anybody.',
  remedy: 'Ask the holder. Whoever comes back from a long leave is stated anew before: assay access identity.',
  severity: 'medium',
  judge: ({ byActor, entries, settings }) => {
    const anomalies: Anomaly[] = [];
    const renewed = Map.groupBy(
      entries.flatMap(({ event, fact }) =>
        fact?.is === 'identity' && fact.action === 'set' ? [{ who: fact.identity, at: Date.parse(event.at) }] : [],
      ),
      ({ who }) => who,
    );
    for (const [actor, acts] of byActor) {
      let last: { readonly at: number; readonly index: number } | undefined;
      for (const { event } of acts) {
        const at = Date.parse(event.at);
        const before = last;
        last = { at, index: event.logIndex };
        if (before === undefined) continue;
        const days = (at - before.at) / dayMs;
        if (days < settings.dormantDays) continue;
        if (renewed.get(actor)?.some((one) => one.at > before.at && one.at <= at) ?? false) continue;
        anomalies.push({
          severity: 'medium',
          entries: [before.index, event.logIndex],
          at: event.at,
          actor,
          explanation: `${event.action} after ${Math.floor(days)} days without any act (the last is entry ${before.index}); ${settings.dormantDays} days are asked about, and the identity was not stated anew in between`,
        });
      }
    }
    return { anomalies, unjudged: [] };
  },
};

const dayMs = 86_400_000;

// Somebody touched a decoy.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { Canary } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'canary-touched',
  question: 'Did anybody touch a decoy?',
  why: 'Nobody has a reason to: nothing refers to it, and no task needs it. Whoever does is looking around.',
  remedy:
    'Take it for an intrusion until it is explained: what else did this actor do, and where did the credential lie? A backup or search service is named when the decoy is planted.',
  severity: 'high',
  judge: ({ entries, canaries }) => {
    if (canaries === undefined) return { anomalies: [], unjudged: ['who asks may not know the decoys'] };
    const anomalies = canaries.flatMap((canary) => {
      const names = new Set<string>(canary.digests);
      return entries.flatMap((entry) => judgeEntry(canary, names, entry));
    });
    return { anomalies, unjudged: [] };
  },
};

/** Also what does not count and what was refused: the attempt is the alarm. */
function judgeEntry(
  canary: Canary,
  names: ReadonlySet<string>,
  { event, touches, fact }: AuditEntry,
): readonly Anomaly[] {
  const { logIndex, actor, asset } = event;
  if (logIndex < canary.since || canary.expected.includes(actor) || event.kind === 'access-anomaly') return [];
  const shows =
    canary.identity !== undefined &&
    (actor === canary.identity || (fact?.is === 'token' && fact.identity === canary.identity));
  const touched = shows || (asset !== undefined && names.has(asset)) || touches.some((digest) => names.has(digest));
  // An audit of everything reads decoys as well, and says so by many subjects.
  if (!touched || (event.action === 'check-integrity' && asset === undefined)) return [];
  const what = canary.kind === 'token' ? 'a decoy token was shown' : 'a decoy was touched';
  return [
    {
      severity: 'high',
      entries: [logIndex],
      at: event.at,
      actor,
      ...(asset === undefined ? {} : { asset }),
      explanation: `${what}: ${event.action}${event.decision === undefined ? '' : `, ${event.decision}`}, by ${actor} (${event.via})`,
    },
  ];
}

// A key or token is used that had expired, was replaced or revoked.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditEvent } from '#core/audit/audit-event';
import type { TokenFact } from '#core/audit/audit-facts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'expired-credential',
  question: 'Was a key or token used after its end?',
  why: 'Credentials that were taken back are tried by those who stole them.',
  remedy:
    'A job that was not told of the new credential is the honest reason; find it. Otherwise find where the old one lay.',
  severity: 'high',
  judge: (history) => {
    const keys = history.entries.flatMap((entry) => judgeKey(entry));
    const stated = Map.groupBy(history.entries.flatMap(tokenOf), ({ fact }) => fact.identity);
    const tokens = history.entries.flatMap(({ event }) => judgeToken(event, stated.get(event.actor) ?? []));
    return { anomalies: [...keys, ...tokens], unjudged: [] };
  },
};

/** What the trust of the log refuses, or has taken back since. */
function judgeKey({ event }: AuditEntry): readonly Anomaly[] {
  const { standing, reason = '' } = event;
  const isOld = /\bis revoked from\b|\bhas been replaced by\b/.test(reason);
  if (!isOld || (standing !== 'refused' && standing !== 'revoked')) return [];
  const explanation = `entry ${event.logIndex} does not count: ${reason}`;
  return [{ severity: 'high', entries: [event.logIndex], at: event.at, explanation }];
}

interface StatedToken {
  readonly index: number;
  readonly fact: TokenFact;
}

function tokenOf({ event, fact }: AuditEntry): readonly StatedToken[] {
  return fact?.is === 'token' ? [{ index: event.logIndex, fact }] : [];
}

/** @param all - about tokens of the actor, in log order */
function judgeToken(event: AuditEvent, all: readonly StatedToken[]): readonly Anomaly[] {
  if (event.via !== 'token' || event.kind !== 'access-event') return [];
  const tokens = all.filter(({ index }) => index < event.logIndex);
  const inForce = tokens.filter(({ fact }) => isInForce(fact, tokens, event.at));
  if (inForce.length > 0) return [];
  const last = tokens.at(-1);
  const why =
    last === undefined
      ? 'none was ever issued to this identity'
      : `the last word on one is entry ${last.index}: ${last.fact.action}, until ${last.fact.expiresAt}`;
  return [
    {
      severity: event.decision === 'allow' ? 'high' : 'medium',
      entries: [...(last === undefined ? [] : [last.index]), event.logIndex],
      at: event.at,
      actor: event.actor,
      explanation: `${event.action} with a token (${event.decision ?? 'no decision'}), and no token of ${event.actor} was in force: ${why}`,
    },
  ];
}

function isInForce(fact: TokenFact, all: readonly StatedToken[], at: string): boolean {
  const isRevoked = all.some((one) => one.fact.action === 'revoke' && one.fact.token === fact.token);
  return fact.action === 'issue' && !isRevoked && at < fact.expiresAt;
}

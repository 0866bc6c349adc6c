// One event of each sort, with texts that try to break out of a format.
import type { AuditEvent } from '#core/audit/audit-event';
import { parseSha256 } from '#core/digest';

const digest = (letter: string): ReturnType<typeof parseSha256> => parseSha256(letter.repeat(64));

function event(logIndex: number, told: Partial<AuditEvent>): AuditEvent {
  return {
    logIndex,
    statement: digest('e'),
    at: '2026-03-29T01:30:00.000Z',
    kind: 'access-event',
    standing: 'verified',
    signedBy: [{ key: digest('c'), holder: 'mira@example.org' }],
    actor: 'mira@example.org',
    via: 'key',
    action: 'read',
    ...told,
  };
}

export const auditEvents: readonly AuditEvent[] = [
  event(0, {
    decision: 'allow',
    asset: digest('a'),
    zone: 'training',
    purpose: 'label the March delivery',
    bytes: 4096,
    because: ['training-read'],
  }),
  event(1, { decision: 'deny', asset: digest('a'), zone: 'training', because: [], details: digest('d') }),
  event(2, { kind: 'access-grant', action: 'grant', target: 'ben@example.org', zone: 'training', purpose: 'evaluate' }),
  event(3, { kind: 'access-grant', action: 'withdraw', target: 'ben@example.org', asset: digest('a') }),
  event(4, { kind: 'identity', action: 'set-identity', target: 'ben@example.org' }),
  event(5, { kind: 'identity', action: 'end-identity', target: 'ben@example.org' }),
  event(6, { kind: 'access-token', action: 'issue-token', target: 'ci@example.org', via: 'token' }),
  event(7, { kind: 'policy-change', action: 'change-policy', target: 'gates/train-with', note: 'two weeks, not four' }),
  event(8, { kind: 'key-change', action: 'revoke-key', target: 'c'.repeat(64), note: 'stolen' }),
  event(9, {
    kind: 'gate-decision',
    action: 'decide-gate',
    decision: 'exception',
    asset: digest('a'),
    target: 'train-with',
  }),
  event(10, {
    kind: 'access-anomaly',
    action: 'report-anomaly',
    target: 'bulk-export',
    severity: 'high',
    note: '25 assets',
  }),
  event(11, { kind: 'asset-manifest', action: 'write', asset: digest('a') }),
  event(12, {
    standing: 'unreadable',
    kind: 'unknown',
    action: 'log',
    actor: 'unknown',
    via: 'none',
    reason: 'damaged',
    signedBy: [],
  }),
  event(13, {
    actor: 'eve"]\n<13>1 2026-01-01T00:00:00Z h a - - - forged',
    zone: 'tab\tnul\u0000esc\u001b[31m\\',
    note: 'left\u202eright\u2028line \ud800 half, Grüße, 数据 🗄',
    purpose: ']"\\]"',
    decision: 'deny',
  }),
  event(14, { actor: 'redacted', redacted: ['actor', 'asset'], signedBy: [] }),
];

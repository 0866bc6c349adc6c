// What rules over the audit are told: how much of something is much. Changing it takes two people, as for every detector.

export interface AuditSettings {
  readonly schema: 'assay.audit-settings/1';
  /** Hours within which something is always logged, for example by a scheduled export; absent: nobody promised any. */
  readonly heartbeatHours?: number;
  /** Hours before and after working hours that nobody is asked about. */
  readonly graceHours: number;
  /** Robust standard deviations above an actor's own median day. */
  readonly volumeScore: number;
  /** Days with activity before an actor's days are compared with each other. */
  readonly volumeDays: number;
  /** Different assets read or exported by one actor within `bulkMinutes`. */
  readonly bulkAssets: number;
  readonly bulkMinutes: number;
  /** Days in which an actor has to be known before a new zone is news. */
  readonly settledDays: number;
  readonly dormantDays: number;
  /** Decisions of one person within `approvalSeconds`. */
  readonly approvals: number;
  readonly approvalSeconds: number;
  /** Hours in which an allowance after a denial is looked at. */
  readonly denialHours: number;
  /** Days in which somebody else has to have looked at an emergency grant. */
  readonly reviewDays: number;
}

export const defaultAuditSettings: AuditSettings = {
  schema: 'assay.audit-settings/1',
  graceHours: 1,
  volumeScore: 4.5,
  volumeDays: 10,
  bulkAssets: 20,
  bulkMinutes: 60,
  settledDays: 14,
  dormantDays: 45,
  approvals: 5,
  approvalSeconds: 60,
  denialHours: 24,
  reviewDays: 3,
};

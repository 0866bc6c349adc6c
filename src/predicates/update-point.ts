// The moments at which records have to be brought up to date.

/** @source OWASP AI Exchange, SUPPLY CHAIN MANAGE: "records updated at defined life-cycle points" */
export const updatePoints = [
  'initial',
  'major-release',
  'pre-production',
  'architecture-change',
  'new-training-data',
  'critical-dependency',
] as const;
export type UpdatePoint = (typeof updatePoints)[number];

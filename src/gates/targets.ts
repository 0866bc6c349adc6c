// What a requirement asks about: the asset itself, or what belongs to it.
import type { Evidence, Stated, SubjectEvidence } from './evidence.ts';
import type { Requirement } from './gate.ts';

export function targetsOf(requirement: Requirement, evidence: Evidence<Stated>): readonly SubjectEvidence<Stated>[] {
  const { subject = 'asset', relations, roles } = requirement;
  if (subject === 'asset') return [evidence];
  const wanted: readonly string[] | undefined = relations ?? roles;
  return evidence.related.filter(({ via, role }) => via === subject && (wanted === undefined || wanted.includes(role)));
}

/** What is missing, in words. */
export function nameOfTargets({ subject, relations, roles }: Requirement): string {
  if (subject === 'supplier') return 'supplier';
  if (subject === 'parts') return roles === undefined ? 'part' : `part that is ${roles.join(' or ')}`;
  return `asset that it is ${relations?.join(' or ')}`;
}

// The command that would show what a requirement asks for.
import type { Stated, SubjectEvidence } from './evidence.ts';
import type { Requirement } from './gate.ts';

export function remedyOf({ evidence, remedy }: Requirement, { label }: Pick<SubjectEvidence<Stated>, 'label'>): string {
  return (remedy ?? `assay attest --kind ${evidence} --predicate FILE {asset}`).replaceAll('{asset}', label);
}

/** Of what belongs to the asset, and is not there at all. */
export function remedyForMissing({ subject, relations, roles }: Requirement): string {
  if (subject === 'parts') return `assay release plan SYSTEM --part ${roles?.[0] ?? 'model'}=ASSET`;
  if (subject === 'supplier') return 'assay add PATH --name NAME --supplier NAME';
  return `assay add PATH --name NAME --parent ${relations?.[0] ?? 'derived-from'}=ASSET`;
}

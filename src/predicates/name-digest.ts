// Subjects that have no bytes: a supplier, a person, a threat. Their digest is that of what they are called.
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';

/** What can be a subject although it has no bytes. */
export const namedKinds = [
  'supplier',
  'person',
  'role',
  'identity',
  'zone',
  'system',
  'deployment',
  'threat',
  'requirement',
  'control',
  'incident',
  'playbook',
  'clause',
  'gate',
  'policy',
] as const;
export type NamedKind = (typeof namedKinds)[number];

/** SHA-256 of the canonical JSON of kind and name. Whoever can guess the name can compute it: it hides nothing. */
export function nameDigest(kind: NamedKind, name: string): Sha256 {
  return sha256(Buffer.from(canonicalJson({ kind, name, schema: 'assay.name/1' })));
}

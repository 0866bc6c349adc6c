// Bonds that look alike in a statement: a model was trained on one data set and tested on another. Only the first makes the model
// a descendant of the data.

/** Of an edge of the lineage. All but `evidence` are origins. */
export const bonds = {
  /** What is said about the child leans on the parent. */
  evidence: 0,
  /** The child was made of the parent. */
  origin: 1,
  /** The child contains the parent, a file. */
  content: 2,
} as const;

/** @param role - of a material, in a statement of this kind */
export function bondOf(kind: string, role: string): number {
  if (kind === 'release' && role === 'previous-version') return bonds.evidence;
  return kindsOfMaking.has(kind) && !rolesOfEvidence.has(role) ? bonds.origin : bonds.evidence;
}

/** Statements about how something came to be. The others say something about what is there. */
const kindsOfMaking: ReadonlySet<string> = new Set([
  'asset-manifest',
  'provenance',
  'transform',
  'fl-round',
  'edit',
  'release',
  'handover',
  'foreign-attestation',
]);

/** What a statement about the making of something leans on all the same. */
const rolesOfEvidence: ReadonlySet<string> = new Set([
  'rests-on',
  'report',
  'described-by',
  'describes',
  'evaluated-on',
  'evaluated-with',
  'compared-with',
]);

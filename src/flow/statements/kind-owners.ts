// Kinds of statements that only the command may make that does what they say.

/** The command that makes statements of this kind; undefined where anybody who may sign them writes them. */
export function ownerOfKind(kind: string): string | undefined {
  return owners.get(kind);
}

const owners: ReadonlyMap<string, string> = new Map([
  ['asset-manifest', 'assay add'],
  ['reference-move', 'assay tag and assay rollback'],
  ['key-change', 'assay keys trust, rotate and revoke'],
  ['data-destruction', 'assay store destroy'],
  ['zone-key-change', 'assay store rotate'],
  ['foreign-attestation', 'assay import'],
  ['gate-decision', 'assay gate decide --record and assay gate waive'],
  ['placement', 'assay promote'],
  ['intake', 'assay intake'],
  ['supplier', 'assay supplier add'],
  ['hosted-endpoint', 'assay intake'],
  ['tool-access', 'assay tool register'],
  ['access-event', 'the access decision'],
  ['identity', 'assay access identity'],
  ['access-grant', 'assay access grant and revoke'],
  ['access-token', 'assay access token'],
  ['policy-change', 'assay policy change'],
  ['job-request', 'assay job submit'],
  ['job-result', 'assay job run'],
]);

// `assay supplier clause`: what a supplier owes, where it is written, and until when.
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type ContractClause, predicate as contractClause, type Obligation } from '#predicates/contract-clause';
import { nameDigest } from '#predicates/name-digest';
import { readWhole } from '#store/read-whole';
import type { Workspace } from '../workspace/workspace.ts';
import { registeredSupplier } from './find-supplier.ts';
import { recordOne } from './record-one.ts';

export interface ClauseWords extends Omit<ContractClause, 'document' | 'obligations' | 'recordedAt'> {
  /** File with the document; only its digest is recorded. */
  readonly document: string;
  /** `PARTY: DUTY`, `PARTY: DUTY within 72 h`, `PARTY: DUTY by 2026-03-01` */
  readonly obligations: readonly string[];
}

export interface RecordedClause {
  readonly schema: 'assay.supplier-clause/1';
  readonly statement: Sha256;
  readonly body: ContractClause;
}

/** @throws {AssayError} SUPPLIER_UNKNOWN, USAGE for an obligation that is none; {FileError} */
export async function recordClause(
  workspace: Workspace,
  { document, obligations, ...words }: ClauseWords,
): Promise<RecordedClause> {
  await registeredSupplier(workspace, words.supplier);
  const body: ContractClause = {
    ...words,
    document: sha256(readWhole(document, limits.claimBytes.value)),
    obligations: obligations.map(obligationIn),
    recordedAt: workspace.now().toISOString(),
  };
  const subjects = [{ name: words.supplier, sha256: nameDigest('supplier', words.supplier) }];
  const { evidence } = await recordOne(workspace, { predicate: contractClause, subjects, body }, 'the clause');
  return { schema: 'assay.supplier-clause/1', statement: evidence, body };
}

function obligationIn(text: string): Obligation {
  const [, party = '', duty = '', hours, day] =
    /^([^:]{1,200}): (.{1,2000}?)(?: within (\d{1,5}) h| by (\d{4}-\d{2}-\d{2}))?$/.exec(text) ?? [];
  if (party === '' || duty === '') {
    throw new AssayError(
      'USAGE',
      `${quote(text)} is not PARTY: DUTY, with "within 72 h" or "by 2026-03-01" behind it where there is a time`,
    );
  }
  return {
    party,
    duty,
    ...(hours === undefined ? {} : { withinHours: Number(hours) }),
    ...(day === undefined ? {} : { dueBy: `${day}T00:00:00.000Z` }),
  };
}

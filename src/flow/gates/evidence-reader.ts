// Reads the statements about digests as they counted at one moment. What is forged or refused is no error: it is left out with its reason.
import { type AccessState, emptyState } from '#access/state/access-state';
import { accessKinds, accessStatementOf } from '#access/state/access-statement';
import { withStatement } from '#access/state/fold-access';
import { AttestError } from '#attest/attest-error';
import type { Trust } from '#attest/trust';
import type { Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import { parseSha256, type Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { findStale } from '#database/find-stale';
import type { StatementRecord } from '#database/statement-record';
import { statementsOf } from '#database/statements-of';
import type { Signer } from '#gates/evidence';
import { signersBy } from '../access/read-access-state.ts';
import { trustOf } from '../workspace/follow-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { describeSigner } from './describe-signer.ts';

export interface ReadSubject {
  /** In log order; each counts. */
  readonly statements: readonly Verified[];
  readonly refused: readonly { readonly kind: string; readonly why: string }[];
  /** There are more than were read. */
  readonly more: boolean;
}

export class EvidenceReader {
  readonly workspace: Workspace;
  readonly #logSize: number;
  #trust: Promise<Trust> | undefined;
  #states: Promise<readonly StateAfter[]> | undefined;

  /** @param logSize - entries of the log that count */
  constructor(workspace: Workspace, logSize: number) {
    this.workspace = workspace;
    this.#logSize = logSize;
  }

  /** @throws what store and index throw */
  async about(subject: Sha256): Promise<ReadSubject> {
    const index = await this.workspace.index();
    const records = await statementsOf(index, subject, this.workspace.now().getTime());
    const before = records.filter(({ logIndex }) => logIndex < this.#logSize);
    const stale = await findStale(
      index.tables,
      before.map(({ logIndex }) => logIndex),
      this.#logSize,
    );
    const statements: Verified[] = [];
    const refused: { kind: string; why: string }[] = [];
    for (const record of before) {
      const read = await this.#read(record);
      const why = typeof read === 'string' ? read : stale.get(record.logIndex);
      if (typeof read === 'string' || why !== undefined)
        refused.push({ kind: record.kind ?? 'unknown', why: why ?? '' });
      else statements.push(read);
    }
    return { statements, refused, more: records.length >= limits.indexRows.value };
  }

  /** Who was behind the signatures of a statement when it was made. */
  async signersOf({ signedBy, index }: Verified): Promise<readonly Signer[]> {
    return this.behind(signedBy, index);
  }

  /** @param before - entry of the log; what was said of them there and later is not known yet */
  async behind(keys: readonly Sha256[], before: number = this.#logSize): Promise<readonly Signer[]> {
    const signerOf = signersBy(await this.#trustThen());
    this.#states ??= this.#readStates();
    const { state } = (await this.#states).findLast(({ after }) => after < before) ?? { state: emptyState };
    return keys.map((key) => describeSigner(key, signerOf(key), state));
  }

  #trustThen(): Promise<Trust> {
    this.#trust ??= this.workspace.index().then((index) => {
      const root = parseSha256(this.workspace.config.rootKey);
      return trustOf({ store: this.workspace.store, index, root }, this.#logSize);
    });
    return this.#trust;
  }

  async #read({
    logIndex,
    at,
    statement,
  }: Pick<StatementRecord, 'logIndex' | 'at' | 'statement'>): Promise<Verified | string> {
    const bytes = await this.workspace.store.read(statement, limits.signatureBytes.value);
    try {
      return verifyAttestation(bytes, {
        leaf: { at, envelope: statement },
        index: logIndex,
        trust: await this.#trustThen(),
      });
    } catch (error) {
      if (error instanceof AttestError) return error.message;
      throw error;
    }
  }

  /** Who is who after each statement about it. */
  async #readStates(): Promise<readonly StateAfter[]> {
    const { tables } = await this.workspace.index();
    const rows = await tables
      .selectFrom('entry')
      .select(['log_index', 'at', 'envelope'])
      .where('predicate', 'in', accessKinds)
      .where('log_index', '<', this.#logSize)
      .orderBy('log_index')
      .execute();
    const signerOf = signersBy(await this.#trustThen());
    const states: StateAfter[] = [];
    let state = emptyState;
    for (const { log_index: logIndex, at, envelope: statement } of rows) {
      const read = await this.#read({ logIndex, at: new Date(at).toISOString(), statement });
      const said = typeof read === 'string' ? undefined : accessStatementOf(read, signerOf);
      if (said === undefined) continue;
      state = withStatement(state, said);
      states.push({ after: logIndex, state });
    }
    return states;
  }
}

interface StateAfter {
  /** Entry of the log. */
  readonly after: number;
  readonly state: AccessState;
}

// Reads statements of the log as they stand at one moment: index and trust are looked up once for all of them.
import type { Trust } from '#attest/trust';
import type { Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { IndexDatabase } from '#database/index-database';
import type { Workspace } from '../workspace/workspace.ts';

export class StatementReader {
  readonly index: IndexDatabase;
  /** Entries of the log. */
  readonly logSize: number;
  readonly #workspace: Workspace;
  readonly #trust: Trust;

  private constructor(workspace: Workspace, index: IndexDatabase, trust: Trust, logSize: number) {
    this.#workspace = workspace;
    this.index = index;
    this.#trust = trust;
    this.logSize = logSize;
  }

  /** @throws what log, store and index throw */
  static async open(workspace: Workspace): Promise<StatementReader> {
    const trust = await workspace.trust();
    const index = await workspace.indexAsItIs();
    return new StatementReader(workspace, index, trust, (await index.cursor()).next);
  }

  /** As `readStatement`. */
  async read(logIndex: number): Promise<Verified> {
    const row = await this.index.tables
      .selectFrom('entry')
      .select(['at', 'envelope'])
      .where('log_index', '=', logIndex)
      .executeTakeFirst();
    if (row === undefined)
      throw new AssayError('STATEMENT_UNKNOWN', `the log has no statement ${logIndex}`, { value: logIndex });
    const leaf = { at: new Date(row.at).toISOString(), envelope: parseSha256(row.envelope) };
    const bytes = await this.#workspace.store.read(leaf.envelope, limits.signatureBytes.value);
    return verifyAttestation(bytes, { leaf, index: logIndex, trust: this.#trust });
  }
}

// Decisions of gates that let something through: those that stand, and those whose signature fell since.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';
import type { Standing } from './tables.ts';

export interface ListedDecision {
  readonly statement: Sha256;
  readonly logIndex: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly gate: string;
  readonly asset: Sha256;
  /** What it was called then. */
  readonly label: string;
  readonly standing: Standing;
  /** Why it does not stand. */
  readonly reason?: string;
}

/** In log order. @param asset - about this one alone */
export async function listDecisions({ tables }: IndexDatabase, asset?: Sha256): Promise<readonly ListedDecision[]> {
  let query = tables
    .selectFrom('decision')
    .innerJoin('entry', 'entry.log_index', 'decision.log_index')
    .innerJoin('subject', 'subject.log_index', 'decision.log_index')
    .select(['entry.log_index', 'entry.at', 'entry.envelope', 'entry.standing', 'entry.reason', 'decision.gate'])
    .select(['subject.digest', 'subject.name'])
    .where('decision.decision', 'in', ['allow', 'exception'])
    .where('entry.standing', 'in', ['verified', 'revoked']);
  if (asset !== undefined) query = query.where('subject.digest', '=', asset);
  const rows = await query.orderBy('entry.log_index').execute();
  return rows.map(({ log_index: logIndex, at, envelope: statement, standing, reason, gate, digest, name }) => ({
    statement,
    logIndex,
    at,
    gate: textOfStored(gate),
    asset: digest,
    label: name === null ? digest.slice(0, 12) : textOfStored(name),
    standing,
    ...(reason === null ? {} : { reason }),
  }));
}

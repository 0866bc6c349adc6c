// What has to be looked at when something is found to be bad: a data set, a file, a tool, a key, a supplier, a labeller, a host.
import { type RawBuilder, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import { firstEntryPosition } from './contain-entries.ts';
import { type Affected, findAffected } from './find-affected.ts';
import { findWeakened, type Weakened } from './find-weakened.ts';
import type { IndexDatabase } from './index-database.ts';
import { graphFrom } from './lineage.ts';
import type { LineageGraph } from './lineage-graph.ts';
import { storedText } from './stored-text.ts';

export type ImpactSubject =
  /** An asset, a file in one, a statement, a tool: whatever a statement names. */
  | { readonly kind: 'digest'; readonly digest: Sha256 }
  /** What the key signed, from that time on (milliseconds since 1970) when it is given. */
  | { readonly kind: 'key'; readonly key: Sha256; readonly from?: number }
  /** A supplier, host, labeller, person, asset, reference or material that is called so, letter by letter. */
  | { readonly kind: 'name'; readonly name: string };

export interface Impact extends Affected {
  readonly subject: ImpactSubject;
  /** Everything that was made of it, directly or not, and itself. */
  readonly descent: LineageGraph;
  /** Statements that say something on the strength of it. */
  readonly weakened: Weakened;
}

/** @limits `limits.lineageEdges`, `limits.indexRows` for each list */
export async function impact({ tables }: IndexDatabase, subject: ImpactSubject): Promise<Impact> {
  const query = queryOf(subject);
  const descent = await graphFrom(tables, query, 'down', 'origin');
  const digests = descent.nodes.map(({ digest }) => digest);
  return {
    subject,
    descent,
    ...(await findAffected(tables, digests)),
    weakened: await findWeakened(tables, subject.kind === 'key' ? sql`${query} union ${statementsBy(subject)}` : query),
  };
}

/** The digests that it begins with, as a query of one column. */
function queryOf(subject: ImpactSubject): RawBuilder<unknown> {
  switch (subject.kind) {
    case 'digest':
      return sql`select cast(${subject.digest} as text) as digest`;
    case 'key':
      return queryOfKey(subject.key, subject.from ?? 0);
    case 'name':
      return queryOfName(storedText(subject.name));
  }
}

function queryOfKey(key: Sha256, from: number): RawBuilder<unknown> {
  return sql`
    select cast(${key} as text) as digest union
    select subject.digest from signer cross join entry cross join subject
    where signer.key_id = ${key} and entry.log_index = signer.log_index and entry.at >= ${from}
      and subject.log_index = signer.log_index union
    ${queryOfParty(key)}`;
}

function statementsBy({ key, from = 0 }: Extract<ImpactSubject, { readonly kind: 'key' }>): RawBuilder<unknown> {
  return sql`
    select entry.envelope from signer cross join entry
    where signer.key_id = ${key} and entry.log_index = signer.log_index and entry.at >= ${from}`;
}

function queryOfName(name: string): RawBuilder<unknown> {
  return sql`
    select asset.asset as digest from asset where asset.name = ${name} union
    select asset.asset from asset where asset.supplier = ${name} union
    select move.asset from reference_move move where move.name = ${name} union
    select node.digest from edge cross join node
    where edge.name = ${name} and edge.position < ${firstEntryPosition} and node.id = edge.parent union
    ${queryOfParty(name)}`;
}

function queryOfParty(party: string): RawBuilder<unknown> {
  return sql`
    select subject.digest from party cross join subject
    where party.party = ${party} and subject.log_index = party.log_index`;
}

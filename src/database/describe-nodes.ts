// What the index knows of the digests that a walk met.
import { type Kysely, sql } from 'kysely';
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { bonds } from './bond.ts';
import { inPortions } from './in-portions.ts';
import type { LineageNode } from './lineage-graph.ts';
import { textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';
import type { Walk } from './walk-edges.ts';

/** In the order of distance. */
export async function describeNodes(tables: Kysely<Tables>, { nodes, digests }: Walk): Promise<readonly LineageNode[]> {
  const named = [...nodes].flatMap(([id, node]) => {
    const digest = digests.get(id);
    return digest === undefined ? [] : [{ digest, ...node }];
  });
  const assets = await assetsAmong(tables, digestsOf(named));
  const files = await filesAmong(tables, digestsOf(named.filter(({ digest }) => !assets.has(digest))));
  const rest = digestsOf(
    named.filter(({ digest, isStated }) => !isStated && !assets.has(digest) && !files.has(digest)),
  );
  const statements = await statementsAmong(tables, rest);
  const stated = await statedAmong(tables, digestsOf(named.filter(({ isStated }) => !isStated)));
  return named.map(({ digest, name, roles, distance, isStated }) => {
    const asset = assets.get(digest);
    const label = asset?.name ?? name ?? files.get(digest);
    const originStated = isStated || stated.has(digest);
    const kind = (): LineageNode['kind'] => {
      if (asset !== undefined) return 'asset';
      if (files.has(digest)) return 'file';
      if (statements.has(digest)) return 'statement';
      return originStated ? 'stated' : 'unknown';
    };
    return {
      digest,
      kind: kind(),
      ...(label === undefined ? {} : { name: label }),
      ...(asset === undefined ? {} : { assetKind: asset.kind }),
      originStated,
      roles: [...roles].map(textOfStored).sort(),
      distance,
    };
  });
}

function digestsOf(nodes: readonly { readonly digest: Sha256 }[]): readonly Sha256[] {
  return nodes.map(({ digest }) => digest);
}

/** Of several statements about an asset the newest that counts. */
async function assetsAmong(
  tables: Kysely<Tables>,
  digests: readonly Sha256[],
): Promise<ReadonlyMap<Sha256, { readonly kind: AssetKind; readonly name: string }>> {
  const rows = await inPortions(digests, (portion) =>
    tables
      .selectFrom('asset')
      .innerJoin('entry', 'entry.log_index', 'asset.log_index')
      .select(['asset.asset', 'asset.kind', 'asset.name', 'asset.log_index'])
      .where('asset.asset', 'in', portion)
      .where('entry.standing', '=', 'verified')
      .execute(),
  );
  rows.sort((a, b) => a.log_index - b.log_index);
  return new Map(rows.map(({ asset, kind, name }) => [asset, { kind, name: textOfStored(name) }]));
}

/** Digest of a file -> a path of it. */
async function filesAmong(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<ReadonlyMap<Sha256, string>> {
  const rows = await inPortions(digests, async (portion) => {
    const { rows: found } = await sql<{ sha256: Sha256; path: string }>`
      select file.sha256, file.path from asset_entry file where file.sha256 in (${sql.join(portion)}) and not exists (
        select 1 from asset_entry earlier where earlier.sha256 = file.sha256
        and (earlier.log_index, earlier.position) < (file.log_index, file.position))`.execute(tables);
    return found;
  });
  return new Map(rows.map(({ sha256, path }) => [sha256, textOfStored(path)]));
}

async function statementsAmong(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<ReadonlySet<Sha256>> {
  const rows = await inPortions(digests, (portion) =>
    tables.selectFrom('entry').select('envelope').where('envelope', 'in', portion).execute(),
  );
  return new Set(rows.map(({ envelope }) => envelope));
}

async function statedAmong(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<ReadonlySet<Sha256>> {
  const rows = await inPortions(digests, (portion) =>
    tables
      .selectFrom('node')
      .innerJoin('edge', 'edge.child', 'node.id')
      .select('node.digest')
      .where('node.digest', 'in', portion)
      .where('edge.role', 'is', null)
      .where('edge.bond', '=', bonds.origin)
      .execute(),
  );
  return new Set(rows.map(({ digest }) => digest));
}

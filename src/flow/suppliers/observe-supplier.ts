// What was seen here of a supplier: its deliveries, the scans of them, its clauses, its services.
import type { Sha256 } from '#core/digest';
import { listAssets } from '#database/list-assets';
import { type ContractClause, predicate as contractClause } from '#predicates/contract-clause';
import { type ForeignAttestation, predicate as foreignAttestation } from '#predicates/foreign-attestation';
import { type HostedEndpoint, predicate as hostedEndpoint } from '#predicates/hosted-endpoint';
import { type Intake, predicate as intakePredicate } from '#predicates/intake';
import { nameDigest } from '#predicates/name-digest';
import { type PoisonScan, predicate as poisonScan } from '#predicates/poison-scan';
import type { Predicate } from '#predicates/predicate';
import { type ScanStatic, predicate as scanStatic } from '#predicates/scan-static';
import { seenAssets } from '../access/seen-assets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Counting, countingAbout } from './counting-statements.ts';

export interface ObservedDelivery {
  readonly asset: Sha256;
  readonly name: string;
  readonly kind: string;
  readonly at: string;
  readonly intake?: Counting<Intake>;
  readonly scan?: Counting<ScanStatic>;
  readonly poison?: Counting<PoisonScan>;
  readonly endpoint?: Counting<HostedEndpoint>;
  readonly attestations: readonly Counting<ForeignAttestation>[];
}

export interface SupplierObservations {
  readonly deliveries: readonly ObservedDelivery[];
  /** In log order. */
  readonly clauses: readonly Counting<ContractClause>[];
  /** Whether there are more deliveries than a query gives. */
  readonly more: boolean;
}

/** Names are compared letter by letter. */
export async function observeSupplier(workspace: Workspace, supplier: string): Promise<SupplierObservations> {
  const { assets, more } = await listAssets(await workspace.index(), { supplier });
  const deliveries: ObservedDelivery[] = [];
  // What somebody may not see is not told by what is said about its supplier.
  const seen = await seenAssets(
    workspace,
    assets.map(({ id }) => id),
  );
  for (const { id: asset, name, kind, at } of assets.filter(({ id }) => seen.has(id))) {
    const newest = async <Body>(predicate: Predicate<Body>): Promise<Counting<Body> | undefined> =>
      (await countingAbout(workspace, asset, predicate)).findLast(({ stale }) => stale === undefined);
    const [intake, scan, poison, endpoint] = [
      await newest(intakePredicate),
      await newest(scanStatic),
      await newest(poisonScan),
      await newest(hostedEndpoint),
    ];
    deliveries.push({
      ...{ asset, name, kind, at },
      ...(intake === undefined ? {} : { intake }),
      ...(scan === undefined ? {} : { scan }),
      ...(poison === undefined ? {} : { poison }),
      ...(endpoint === undefined ? {} : { endpoint }),
      attestations: await attestationsFor(workspace, asset, intake),
    });
  }
  return {
    deliveries,
    clauses: await countingAbout(workspace, nameDigest('supplier', supplier), contractClause),
    more,
  };
}

/** About the asset itself, and about its files as the intake found them. */
async function attestationsFor(
  workspace: Workspace,
  asset: Sha256,
  intake: Counting<Intake> | undefined,
): Promise<readonly Counting<ForeignAttestation>[]> {
  const about = await countingAbout(workspace, asset, foreignAttestation);
  const cited = new Set(intake?.statement.body.evidence ?? []);
  const { tables } = await workspace.index();
  const rows =
    cited.size === 0
      ? []
      : await tables
          .selectFrom('entry')
          .innerJoin('subject', 'subject.log_index', 'entry.log_index')
          .select('subject.digest')
          .distinct()
          .where('entry.envelope', 'in', [...cited])
          .where('entry.predicate', '=', foreignAttestation.kind)
          .execute();
  const found = [...about];
  for (const { digest } of rows) {
    for (const one of await countingAbout(workspace, digest, foreignAttestation)) {
      if (cited.has(one.evidence) && !found.some(({ evidence }) => evidence === one.evidence)) found.push(one);
    }
  }
  return found;
}

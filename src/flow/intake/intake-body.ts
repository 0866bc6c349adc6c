// What a statement about an intake says, and whether it has been said before.
import { canonicalJson } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { checksOfTier } from '#core/suppliers/tier';
import { type Intake, predicate as intakePredicate } from '#predicates/intake';
import { countingAbout } from '../suppliers/counting-statements.ts';
import type { KnownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Delivery } from './delivery.ts';
import type { Examined } from './examine-delivery.ts';
import type { IntakeReport } from './intake-report.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeIntake } from './judge-intake.ts';
import type { Place } from './keep-delivery.ts';
import { scanOnRecord } from './record-intake.ts';

/** Without what is known only when it is recorded. */
export type Body = Omit<Intake, 'evidence' | 'report'>;

/** Of all that was found; what was recorded on the way is known only later. */
export function bodyOf(
  workspace: Workspace,
  { from, finalUrl }: Place,
  { manifest, files, bytes }: Delivery,
  { items, strength, kind, otherKinds, missing, badFiles }: Examined,
  { name, tier, assessment }: KnownSupplier,
  { purpose }: IntakeRequest,
): Body {
  return {
    asset: manifest.assetId,
    supplier: name,
    kind,
    otherKinds,
    from,
    ...(finalUrl === undefined || finalUrl === from ? {} : { finalUrl }),
    ...(purpose === undefined ? {} : { purpose }),
    receivedAt: workspace.now().toISOString(),
    files: files.length,
    bytes,
    ...judgeIntake(items, strength, tier),
    tier,
    requiredChecks: checksOfTier(tier),
    ...(assessment === undefined ? {} : { assessment: assessment.evidence }),
    missingDeliverables: missing,
    badFiles: [...new Set(badFiles.map(parseSha256))].slice(0, limits.intakeBadFiles.value),
  };
}

/** The same bytes with the same claims from the same place, looked at by the same rules: nothing new could be said. */
export async function sameIntake(
  workspace: Workspace,
  body: Body,
  { scan }: Examined,
): Promise<{ readonly statement: Sha256; readonly scan: Sha256 } | undefined> {
  const newest = (await countingAbout(workspace, body.asset, intakePredicate)).at(-1);
  if (newest === undefined || newest.expired || newest.stale !== undefined) return undefined;
  const { evidence: _evidence, report: _report, receivedAt: _then, ...stated } = newest.statement.body;
  const { receivedAt: _now, ...now } = body;
  if (plain(stated) !== plain(now)) return undefined;
  // A scan by newer rules is worth a statement even where it finds the same.
  const scanned = await scanOnRecord(workspace, body.asset, scan);
  return scanned === undefined ? undefined : { statement: newest.evidence, scan: scanned };
}

function plain(body: object): string {
  return canonicalJson(JSON.parse(JSON.stringify(body)));
}

type Shown = Pick<
  IntakeReport,
  | 'asset'
  | 'supplier'
  | 'kind'
  | 'otherKinds'
  | 'from'
  | 'files'
  | 'bytes'
  | 'outcome'
  | 'states'
  | 'digestStrength'
  | 'tier'
  | 'requiredChecks'
  | 'missingDeliverables'
>;

/** What the report says as the statement does. */
export function shownOf(body: Body): Shown {
  const { asset, supplier, kind, otherKinds, from, files, bytes } = body;
  const { outcome, states, digestStrength, tier, requiredChecks, missingDeliverables } = body;
  return {
    ...{ asset, supplier, kind, otherKinds, from, files, bytes },
    ...{ outcome, states, digestStrength, tier, requiredChecks, missingDeliverables },
  };
}

// A hosted model or service: there are no bytes, so what stands for a digest is who runs it, where, and as what it is asked for.
import type { AssetKind } from '#core/asset';
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { checksOfTier } from '#core/suppliers/tier';
import type { KnownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { takeIn } from '../zones/take-in.ts';
import { seeEndpoint } from './endpoint.ts';
import { shownOf } from './intake-body.ts';
import type { IntakeReport } from './intake-report.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeIntake } from './judge-intake.ts';
import { namespaceItems } from './namespace-items.ts';
import { assertOwnName } from './own-name.ts';
import { recordIntake } from './record-intake.ts';

/** @throws {AssayError} USAGE for an address that is none */
export async function takeHosted(
  workspace: Workspace,
  url: string,
  kind: AssetKind,
  supplier: KnownSupplier,
  request: IntakeRequest,
): Promise<IntakeReport> {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') {
    throw new AssayError('USAGE', `${quote(url)} is no address of a service, or holds credentials`);
  }
  const { purpose, endpoint: words, revision, owner, sensitivity } = request;
  const name = request.name ?? parsed.hostname;
  await assertOwnName(workspace, name, supplier.name);
  const version = words.modelId ?? revision;
  const added = await takeIn(workspace, url, {
    ...{ name, kind, supplier: supplier.name, labels: [], parents: [], similarNames: false, rows: false, deep: false },
    origin: url,
    ...(version === undefined ? {} : { revision: version }),
    ...(owner === undefined ? {} : { owner }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
  });
  const asset = parseSha256(added.id);
  const batch = workspace.store.batch();
  const { body: endpoint, items: seen } = await seeEndpoint(
    url,
    asset,
    supplier.name,
    words,
    request,
    batch,
    workspace.now(),
  );
  const items = [...seen, ...(await namespaceItems(workspace, url, supplier))];
  const { tier, assessment } = supplier;
  const body = {
    ...{ asset, supplier: supplier.name, kind, otherKinds: [], from: url, files: 0, bytes: 0, tier },
    ...(purpose === undefined ? {} : { purpose }),
    receivedAt: workspace.now().toISOString(),
    ...judgeIntake(items, 'none', tier),
    requiredChecks: checksOfTier(tier),
    ...(assessment === undefined ? {} : { assessment: assessment.evidence }),
    missingDeliverables: [],
    badFiles: [],
  };
  const facts = { label: `${name}@${added.version}`, body, endpoint, attestations: [], allItems: items };
  const { statement } = await recordIntake(workspace, facts, batch);
  return {
    schema: 'assay.intake/1',
    ...shownOf(body),
    name,
    version: added.version,
    zone: added.zone,
    items,
    tierBecause: supplier.because,
    recorded: true,
    statement,
  };
}

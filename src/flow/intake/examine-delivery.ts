// Looks at a delivery from all sides before anything of it is recorded. Nothing here runs what was delivered or writes anything.
import type { AssetKind } from '#core/asset';
import type { ScanReport } from '#core/scan-report';
import type { ClaimStrength, IntakeItem } from '#predicates/intake';
import type { Deliverable } from '#predicates/supplier';
import type { KnownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findBase } from './base-model.ts';
import { findChangedCopy } from './changed-copy.ts';
import { claimsFor, signedSource } from './claims-for.ts';
import { compareDigests } from './compare-digests.ts';
import { compareFormats } from './compare-formats.ts';
import type { Delivery } from './delivery.ts';
import { findKind } from './find-kind.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeDeliverables } from './judge-deliverables.ts';
import { kindOf } from './judge-kind.ts';
import { judgeLicence } from './licence/judge-licence.ts';
import { readCard } from './licence/read-card.ts';
import { namespaceItems } from './namespace-items.ts';
import { packageItems } from './package-items.ts';
import { scanDelivery, scanItems } from './scan-delivery.ts';
import { signatureAt, signaturesInDelivery } from './signatures/signature-files.ts';
import { verifyExpected } from './signatures/verify-expected.ts';
import type { VerifiedSignatures } from './signatures/verify-signatures.ts';

export interface Examined {
  readonly items: readonly IntakeItem[];
  readonly strength: ClaimStrength | 'none';
  readonly kind: AssetKind;
  readonly otherKinds: readonly AssetKind[];
  readonly licence?: string;
  readonly parent?: string;
  readonly scan: ScanReport;
  readonly attestations: VerifiedSignatures['attestations'];
  readonly missing: readonly Deliverable[];
  readonly badFiles: readonly string[];
}

/** @param from - path or address, as it is known to others */
export async function examineDelivery(
  workspace: Workspace,
  delivery: Delivery,
  from: string,
  name: string,
  supplier: KnownSupplier,
  request: IntakeRequest,
): Promise<Examined> {
  const signatures = [
    ...signaturesInDelivery(delivery),
    ...request.signatures.map((path) => signatureAt(path, delivery)),
  ];
  const { sources, exempt, pointers } = claimsFor(delivery, request, new Set(signatures.map((one) => one.name)));
  request.onProgress?.({ step: 'signatures' });
  const verified = await verifyExpected(workspace, delivery, signatures, supplier.record, request, exempt);
  request.onProgress?.({ step: 'digests' });
  const digests = compareDigests(delivery, [...sources, ...signedSource(delivery, verified.signed)], exempt, pointers);
  const report = await scanDelivery(delivery, request);
  const found = findKind(delivery, report);
  const kind = kindOf(request.kind, found.kinds, found.shownBy);
  request.onProgress?.({ step: 'licence' });
  const card = await readCard(delivery);
  const licence = judgeLicence(delivery, card, request.licence, request.purpose);
  const base = kind.kind === 'adapter' ? await findBase(workspace, delivery, card, request.base) : { items: [] };
  const received = {
    delivery,
    sources,
    signatures,
    attestations: verified.imported,
    elsewhere: verified.elsewhere,
    now: workspace.now(),
  };
  const deliverables = judgeDeliverables(supplier.record, received);
  return {
    items: [
      ...digests.items,
      ...verified.items,
      ...scanItems(report),
      ...kind.items,
      ...compareFormats(delivery, report, request.format),
      ...base.items,
      ...(kind.kind === 'model' ? await findChangedCopy(workspace, delivery, name) : []),
      ...(packageKinds.has(kind.kind) ? await packageItems(workspace, delivery, supplier.name) : []),
      ...licence.items,
      ...(await namespaceItems(workspace, from, supplier)),
      ...deliverables.items,
    ],
    strength: digests.strength,
    kind: kind.kind,
    otherKinds: found.kinds.filter((one) => one !== kind.kind),
    ...(licence.licence === undefined ? {} : { licence: licence.licence }),
    ...('parent' in base && base.parent !== undefined ? { parent: base.parent } : {}),
    scan: report,
    attestations: verified.attestations,
    missing: deliverables.missing,
    badFiles: report.files.flatMap(({ verdict, sha256 }) =>
      verdict === 'malicious' && sha256 !== null ? [sha256] : [],
    ),
  };
}

const packageKinds: ReadonlySet<AssetKind> = new Set(['package', 'tool', 'ai-component', 'code']);

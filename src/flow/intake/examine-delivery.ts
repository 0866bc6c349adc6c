// Looks at a delivery from all sides before anything of it is recorded. Nothing here runs what was delivered or writes anything.
import type { AssetKind } from '#core/asset';
import type { ScanReport } from '#core/scan-report';
import type { ClaimStrength, IntakeItem } from '#predicates/intake';
import type { Deliverable } from '#predicates/supplier';
import type { KnownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type FoundBase, findBase } from './base-model.ts';
import { findChangedCopy } from './changed-copy.ts';
import { claimsFor, signedSource } from './claims-for.ts';
import { compareDigests } from './compare-digests.ts';
import { compareFormats } from './compare-formats.ts';
import type { Delivery } from './delivery.ts';
import { findKind } from './find-kind.ts';
import type { IntakeRequest } from './intake-request.ts';
import { type JudgedDeliverables, judgeDeliverables } from './judge-deliverables.ts';
import { kindOf } from './judge-kind.ts';
import { judgeLicence } from './licence/judge-licence.ts';
import { readCard } from './licence/read-card.ts';
import { namespaceItems } from './namespace-items.ts';
import { packageItems } from './package-items.ts';
import { scanDelivery, scanItems } from './scan-delivery.ts';
import { signatureAt, signaturesInDelivery } from './signatures/signature-files.ts';
import type { VerifiedSignatures } from './signatures/signature-items.ts';
import { verifyExpected } from './signatures/verify-expected.ts';

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
  const shown = await examineAuthenticity(workspace, delivery, supplier, request);
  const scan = await scanDelivery(delivery, request);
  const found = findKind(delivery, scan);
  const { kind, items } = kindOf(request.kind, found.kinds, found.shownBy);
  request.onProgress?.({ step: 'licence' });
  const card = await readCard(delivery);
  const licence = judgeLicence(delivery, card, request.licence, request.purpose);
  const base: FoundBase = kind === 'adapter' ? await findBase(workspace, delivery, card, request.base) : { items: [] };
  return {
    items: [
      ...shown.items,
      ...scanItems(scan),
      ...items,
      ...compareFormats(delivery, scan, request.format),
      ...base.items,
      ...(kind === 'model' ? await findChangedCopy(workspace, delivery, name) : []),
      ...(packageKinds.has(kind) ? await packageItems(workspace, delivery, supplier.name) : []),
      ...licence.items,
      ...(await namespaceItems(workspace, from, supplier)),
      ...shown.deliverables.items,
    ],
    kind,
    otherKinds: found.kinds.filter((one) => one !== kind),
    ...(licence.licence === undefined ? {} : { licence: licence.licence }),
    ...(base.parent === undefined ? {} : { parent: base.parent }),
    ...{ scan, strength: shown.strength, attestations: shown.attestations, missing: shown.deliverables.missing },
    badFiles: scan.files.flatMap(({ verdict, sha256 }) => (verdict === 'malicious' && sha256 !== null ? [sha256] : [])),
  };
}

interface ShownAuthenticity extends Pick<Examined, 'items' | 'strength' | 'attestations'> {
  readonly deliverables: JudgedDeliverables;
}

/** Digests, signatures, and what the supplier had to send with the files. */
async function examineAuthenticity(
  workspace: Workspace,
  delivery: Delivery,
  { record }: KnownSupplier,
  request: IntakeRequest,
): Promise<ShownAuthenticity> {
  const given = request.signatures.map((path) => signatureAt(path, delivery));
  const signatures = [...signaturesInDelivery(delivery), ...given];
  const { sources, exempt, pointers } = claimsFor(delivery, request, new Set(signatures.map((one) => one.name)));
  request.onProgress?.({ step: 'signatures' });
  const verified = await verifyExpected(workspace, delivery, signatures, record, request, exempt);
  request.onProgress?.({ step: 'digests' });
  const digests = compareDigests(delivery, [...sources, ...signedSource(delivery, verified.signed)], exempt, pointers);
  const { imported, elsewhere } = verified;
  const received = { delivery, sources, signatures, attestations: imported, elsewhere, now: workspace.now() };
  return {
    items: [...digests.items, ...verified.items],
    strength: digests.strength,
    attestations: verified.attestations,
    deliverables: judgeDeliverables(record, received),
  };
}

const packageKinds: ReadonlySet<AssetKind> = new Set(['package', 'tool', 'ai-component', 'code']);

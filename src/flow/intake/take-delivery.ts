// `assay intake`: takes something from outside in, into quarantine and nowhere else, and puts what was claimed about it beside what was
// found. In order: quota, a whole fetch, what was decided before, digests, signatures, scan, kind and format, licence.
import { isHosted } from '#core/asset';
import { fetchFile } from '#jobs/intake/fetch-file';
import { openIntakeFolder } from '#store/intake-folder';
import { quarantineOf } from '#zones/find-zone';
import { demandAccess } from '../access/decide-access.ts';
import { type KnownSupplier, knownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';
import { assertWithin, openDelivery } from './delivery.ts';
import { fileNameOf, nameFor } from './delivery-name.ts';
import { assertNotRejected } from './earlier-decisions.ts';
import { examineDelivery } from './examine-delivery.ts';
import { bodyOf, sameIntake, shownOf } from './intake-body.ts';
import type { IntakeReport } from './intake-report.ts';
import type { IntakeRequest } from './intake-request.ts';
import { keepDelivery, type Place } from './keep-delivery.ts';
import { assertOwnName } from './own-name.ts';
import { recallOf } from './recall-delivery.ts';
import { recordIntake } from './record-intake.ts';
import { takeHosted } from './take-hosted.ts';

/**
 * @param from - path or address
 * @throws {AssayError} INTAKE_QUOTA, INTAKE_FETCH, INTAKE_REJECTED, INTAKE_BASE, INTAKE_CLAIMS; {FileError}: nothing is recorded then
 */
export async function takeDelivery(workspace: Workspace, from: string, request: IntakeRequest): Promise<IntakeReport> {
  // Before anything is fetched or read; what it turns out to be is asked about again where it is kept.
  const zone = quarantineOf(await zonesInForce(workspace));
  await demandAccess(workspace, { action: 'take-in', resource: { zone }, ...purposeOf(request) });
  const supplier = await knownSupplier(workspace, request.supplier);
  if (request.kind !== undefined && isHosted(request.kind))
    return takeHosted(workspace, from, request.kind, supplier, request);
  if (!/^https?:\/\//.test(from)) return takePlace(workspace, { from, place: from }, supplier, request);
  const folder = openIntakeFolder(workspace.folder, workspace.now().getTime());
  try {
    const place = `${folder.path}/${fileNameOf(from)}`;
    const { finalUrl } = await fetchFile(from, place, {
      maxBytes: request.quota.bytes,
      idleMs: 60_000,
      allowPrivate: request.allowPrivate,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      onProgress: (bytes, total) =>
        request.onProgress?.(total === undefined ? { step: 'fetch' } : { step: 'fetch', share: bytes / total }),
    });
    return await takePlace(workspace, { from, place, finalUrl }, supplier, request);
  } finally {
    folder.remove();
  }
}

function purposeOf({ purpose }: IntakeRequest): { readonly purpose?: string } {
  return purpose === undefined ? {} : { purpose };
}

async function takePlace(
  workspace: Workspace,
  at: Place,
  supplier: KnownSupplier,
  request: IntakeRequest,
): Promise<IntakeReport> {
  request.onProgress?.({ step: 'count' });
  assertWithin(at.place, request.quota);
  request.onProgress?.({ step: 'hash' });
  const delivery = await openDelivery(at.place, request);
  const name = request.name ?? nameFor(at.from);
  await assertOwnName(workspace, name, supplier.name);
  request.onProgress?.({ step: 'history' });
  await assertNotRejected(workspace, delivery, name);
  const examined = await examineDelivery(workspace, delivery, at.finalUrl ?? at.from, name, supplier, request);
  const body = bodyOf(workspace, at, delivery, examined, supplier, request);
  const same = await sameIntake(workspace, body, examined);
  request.onProgress?.({ step: 'store' });
  const kept = await keepDelivery(workspace, at, name, { examined, supplier, asset: body.asset }, request);
  request.onProgress?.({ step: 'record' });
  const label = `${name}@${kept.version}`;
  const facts = { label, body, scan: examined.scan, attestations: examined.attestations, allItems: examined.items };
  const recorded = same ?? (await recordIntake(workspace, facts, workspace.store.batch()));
  const recall = await recallOf(workspace, body);
  return {
    schema: 'assay.intake/1',
    ...shownOf(body),
    name,
    version: kept.version,
    zone: recall?.withdrawn === true ? quarantineOf(await zonesInForce(workspace)) : kept.zone,
    tierBecause: supplier.because,
    items: examined.items,
    recorded: same === undefined,
    statement: recorded.statement,
    ...(recorded.scan === undefined ? {} : { scan: recorded.scan }),
    ...(recall === undefined ? {} : { recall }),
  };
}

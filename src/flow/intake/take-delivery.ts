// `assay intake`: takes something from outside in, into quarantine and nowhere else, and puts what was claimed about it beside what was
// found. In order: quota, a whole fetch, what was decided before, digests, signatures, scan, kind and format, licence.
import { basename } from 'node:path';
import { isHosted } from '#core/asset';
import { canonicalJson } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { checksOfTier } from '#core/suppliers/tier';
import { impact } from '#database/impact';
import { fetchFile } from '#jobs/intake/fetch-file';
import { type Intake, predicate as intakePredicate } from '#predicates/intake';
import { openIntakeFolder } from '#store/intake-folder';
import { quarantineOf } from '#zones/find-zone';
import { demandAccess } from '../access/decide-access.ts';
import { countingAbout } from '../suppliers/counting-statements.ts';
import { type KnownSupplier, knownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { promote } from '../zones/promote.ts';
import { takeIn } from '../zones/take-in.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';
import { assertWithin, type Delivery, openDelivery } from './delivery.ts';
import { earlierRejection, wasLetThrough } from './earlier-decisions.ts';
import { type Examined, examineDelivery } from './examine-delivery.ts';
import type { IntakeReport } from './intake-report.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeIntake } from './judge-intake.ts';
import { assertOwnName } from './own-name.ts';
import { recordIntake, scanOnRecord } from './record-intake.ts';
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
    const { maxBytes, ...rest } = { maxBytes: request.quota.bytes, idleMs: 60_000, allowPrivate: request.allowPrivate };
    const { finalUrl } = await fetchFile(from, place, {
      ...rest,
      maxBytes,
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

interface Place {
  readonly from: string;
  readonly place: string;
  readonly finalUrl?: string;
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
  const rejected = await earlierRejection(workspace, delivery, name);
  if (rejected !== undefined) {
    const what =
      rejected.path === undefined ? 'these bytes' : `${JSON.stringify(rejected.path)}, sha256 ${rejected.digest},`;
    throw new AssayError(
      'INTAKE_REJECTED',
      `nothing was taken in: ${what} came before and was turned down on ${rejected.at.slice(0, 10)}, statement ${rejected.statement.slice(0, 12)}: ${rejected.why}`,
      { value: rejected.digest },
    );
  }
  const examined = await examineDelivery(workspace, delivery, at.finalUrl ?? at.from, name, supplier, request);
  const body = bodyOf(workspace, at, delivery, examined, supplier, request);
  const same = await sameIntake(workspace, body, examined);
  request.onProgress?.({ step: 'store' });
  const kept = await keepDelivery(workspace, at, name, examined, supplier, request);
  request.onProgress?.({ step: 'record' });
  const recorded =
    same ??
    (await recordIntake(
      workspace,
      {
        label: `${name}@${kept.version}`,
        body,
        scan: examined.scan,
        attestations: examined.attestations,
        allItems: examined.items,
      },
      workspace.store.batch(),
    ));
  const recall = await recallOf(workspace, body);
  return {
    schema: 'assay.intake/1',
    asset: body.asset,
    name,
    version: kept.version,
    kind: body.kind,
    otherKinds: body.otherKinds,
    supplier: body.supplier,
    from: body.from,
    zone: recall?.withdrawn === true ? quarantineOf(await zonesInForce(workspace)) : kept.zone,
    files: body.files,
    bytes: body.bytes,
    outcome: body.outcome,
    states: body.states,
    digestStrength: body.digestStrength,
    tier: body.tier,
    tierBecause: supplier.because,
    requiredChecks: body.requiredChecks,
    missingDeliverables: body.missingDeliverables,
    items: examined.items,
    recorded: same === undefined,
    statement: recorded.statement,
    ...(recorded.scan === undefined ? {} : { scan: recorded.scan }),
    ...(recall === undefined ? {} : { recall }),
  };
}

/** INVARIANT: the only way of a delivery into a store, and it leads into quarantine: what has a supplier lies there until a gate lets it out. */
async function keepDelivery(
  workspace: Workspace,
  { from, place, finalUrl }: Place,
  name: string,
  { kind, licence, parent }: Examined,
  { name: supplier }: KnownSupplier,
  { jobs, worker, owner, sensitivity, revision, onProgress }: IntakeRequest,
): Promise<{ readonly version: number; readonly zone: string }> {
  const { version, zone } = await takeIn(workspace, place, {
    name,
    kind,
    supplier,
    labels: [],
    parents: parent === undefined ? [] : [parent],
    similarNames: false,
    rows: {},
    deep: true,
    why: `taken in from ${from}`.slice(0, 4096),
    ...(finalUrl === undefined ? {} : { origin: from, isFetched: true }),
    ...(licence === undefined ? {} : { licence }),
    ...(owner === undefined ? {} : { owner }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(revision === undefined ? {} : { revision }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(worker === undefined ? {} : { worker }),
    onProgress: ({ bytesDone, bytesTotal }) =>
      onProgress?.({ step: 'store', share: bytesTotal === 0 ? 1 : bytesDone / bytesTotal }),
  });
  return { version, zone };
}

type Body = Omit<Intake, 'evidence' | 'report'>;

function bodyOf(
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
async function sameIntake(
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

/** What was let out and is bad now comes back, and all that was made of it is named: somebody has to look at that. */
async function recallOf(workspace: Workspace, { asset, badFiles }: Body): Promise<IntakeReport['recall']> {
  if (badFiles.length === 0 || !(await wasLetThrough(workspace, asset))) return undefined;
  const { descent, releases } = await impact(await workspace.index(), { kind: 'digest', digest: asset });
  const assets = descent.nodes
    .filter(({ kind, digest }) => kind === 'asset' && digest !== asset)
    .map(({ digest, name }) => ({ asset: digest, name: name ?? digest.slice(0, 12) }));
  const quarantine = quarantineOf(await zonesInForce(workspace));
  const { outcome } = await promote(workspace, asset, quarantine, 'it was found bad after it had been let out');
  return { assets, releases: releases.length, withdrawn: outcome === 'placed' };
}

/** Letters that can name a file, of the last part of an address. */
function fileNameOf(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  const name = decode(last)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);
  return name === '' ? 'delivery' : name;
}

function nameFor(from: string): string {
  const base = /^https?:/.test(from) ? fileNameOf(from) : basename(from.replace(/[/\\]+$/, ''));
  const name = base
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 128);
  if (name !== '' && !/^[0-9a-f]{8,64}$/.test(name)) return name;
  throw new AssayError('USAGE', 'no name can be made of where it comes from; say one with --name');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Looks at a delivery from all sides before anything of it is recorded. Nothing here runs what was delivered or writes anything.
import type { AssetKind } from '#core/asset';
import { quote } from '#core/quote';
import type { FileReport, ScanReport } from '#core/scan-report';
import type { ClaimStrength, IntakeItem } from '#predicates/intake';
import type { Deliverable } from '#predicates/supplier';
import { emptyPolicy } from '../policy.ts';
import { scan } from '../scan.ts';
import { type KnownSupplier, registeredSuppliers } from '../suppliers/find-supplier.ts';
import { isOwnNamespace, namespaceLookAlike } from '../suppliers/look-alike.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findBase } from './base-model.ts';
import { findChangedCopy } from './changed-copy.ts';
import type { ClaimSource } from './claims/digest-claim.ts';
import { claimInWord, claimsInDelivery, claimsInFile } from './claims/read-claims.ts';
import { compareDigests } from './compare-digests.ts';
import { compareFormats } from './compare-formats.ts';
import type { Delivery } from './delivery.ts';
import { findKind } from './find-kind.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeDeliverables } from './judge-deliverables.ts';
import { judgeLicence } from './licence/judge-licence.ts';
import { readCard } from './licence/read-card.ts';
import { packageItems } from './package-items.ts';
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

function claimsFor(
  delivery: Delivery,
  { claims, digest }: IntakeRequest,
  signatureNames: ReadonlySet<string>,
): {
  readonly sources: readonly ClaimSource[];
  readonly exempt: ReadonlySet<string>;
  readonly pointers: readonly string[];
} {
  const inside = claimsInDelivery(delivery);
  const given = claims.map((path) => claimsInFile(path, delivery));
  const word = digest === undefined ? [] : [claimInWord(digest, delivery)];
  // Signatures, and timestamps of them.
  const ownSignatures = delivery.files
    .filter(({ path }) => signatureNames.has(path) || signatureNames.has(path.replace(/\.tsr$/, '')))
    .map(({ path }) => path);
  return {
    sources: [...inside.sources, ...given, ...word],
    exempt: new Set([...inside.claimFiles, ...ownSignatures]),
    pointers: inside.pointers,
  };
}

/** What a registered identity signed has the digest that was signed. */
function signedSource({ files }: Delivery, signed: ReadonlySet<string>): readonly ClaimSource[] {
  const claims = files
    .filter(({ path }) => signed.has(path))
    .map(({ path, sha256 }) => ({ path, algorithm: 'sha256', hex: sha256 }) as const);
  return claims.length === 0 ? [] : [{ name: 'a signature of the supplier', strength: 'signed', claims }];
}

async function scanDelivery(
  delivery: Delivery,
  { tool, jobs, worker, onProgress }: IntakeRequest,
): Promise<ScanReport> {
  const report = await scan([delivery.place], {
    policy: emptyPolicy,
    version: tool.version,
    ruleset: tool.ruleset,
    ...(jobs === undefined ? {} : { jobs }),
    ...(worker === undefined ? {} : { worker }),
    onProgress: ({ bytesDone, bytesTotal }) =>
      onProgress?.({ step: 'scan', share: bytesTotal === 0 ? 1 : bytesDone / bytesTotal }),
  });
  // What is recorded names files as the delivery does, not where they happened to lie.
  return { ...report, files: report.files.map((file) => ({ ...file, path: pathIn(delivery, file.path) })) };
}

function pathIn({ place, isFolder, files: [only] }: Delivery, path: string): string {
  if (!isFolder) return only?.path ?? path;
  return path.startsWith(`${place}/`) ? path.slice(place.length + 1) : path;
}

function scanItems({ files }: ScanReport): readonly IntakeItem[] {
  return files.map((file): IntakeItem => {
    const [outcome, observed] = verdictOf(file);
    return { topic: 'scan', path: file.path, state: file.verdict, outcome, observed };
  });
}

function verdictOf({ verdict, findings, coverage }: FileReport): readonly [IntakeItem['outcome'], string] {
  const [first] = findings;
  if (verdict === 'clean') return ['pass', 'every byte was accounted for, and nothing was found'];
  if (verdict === 'incomplete')
    return [
      'inconclusive',
      `not read to its end: ${coverage.notCovered[0]?.why ?? first?.message ?? 'unknown'}`.slice(0, 800),
    ];
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return [
    verdict === 'malicious' ? 'fail' : 'inconclusive',
    `${first?.check ?? verdict}: ${first?.message ?? ''}${more}`.slice(0, 800),
  ];
}

/** What somebody says that it is has to be among what it shows. */
function kindOf(
  given: AssetKind | undefined,
  found: readonly AssetKind[],
  shownBy: Readonly<Partial<Record<AssetKind, string>>>,
): { readonly kind: AssetKind; readonly items: readonly IntakeItem[] } {
  const shown = found.map((kind) => `${kind} (${quote(shownBy[kind] ?? '').slice(1, -1)})`).join(', ');
  const observed = found.length === 0 ? 'its content shows nothing' : `its content shows: ${shown}`;
  const item = (state: string, outcome: IntakeItem['outcome']): IntakeItem => ({
    topic: 'kind',
    state,
    outcome,
    observed,
    ...(given === undefined ? {} : { claim: { says: given, source: '--kind', strength: 'given' } as const }),
  });
  const [first] = found;
  if (given === undefined) {
    if (first === undefined) return { kind: 'document', items: [item('unknown', 'inconclusive')] };
    return { kind: first, items: [found.length === 1 ? item('found', 'pass') : item('several', 'inconclusive')] };
  }
  if (!tellingKinds.has(given)) return { kind: given, items: [item('not-told-by-content', 'not-applicable')] };
  if (found.includes(given))
    return { kind: given, items: [found.length === 1 ? item('as-said', 'pass') : item('several', 'pass')] };
  return {
    kind: given,
    items: [item(found.length === 0 ? 'unknown' : 'other', found.length === 0 ? 'inconclusive' : 'fail')],
  };
}

const packageKinds: ReadonlySet<AssetKind> = new Set(['package', 'tool', 'ai-component', 'code']);

const tellingKinds: ReadonlySet<AssetKind> = new Set(['model', 'adapter', 'dataset']);

async function namespaceItems(
  workspace: Workspace,
  from: string,
  supplier: KnownSupplier,
): Promise<readonly IntakeItem[]> {
  const items: IntakeItem[] = [];
  const { lookAlike, record, name } = supplier;
  if (lookAlike !== undefined) {
    const observed = `${quote(name)} could be taken for ${quote(lookAlike.supplier)}: ${lookAlike.how}`;
    items.push({ topic: 'namespace', state: 'look-alike', outcome: 'fail', observed });
  }
  if (URL.canParse(from) && /^https?:/.test(from)) {
    const registered = [...(await registeredSuppliers(workspace)).values()];
    const near = namespaceLookAlike(from, registered);
    if (near !== undefined) {
      const observed = `${quote(from)} could be taken for a place of ${quote(near.supplier)}: ${near.how}`;
      items.push({ topic: 'namespace', state: 'look-alike', outcome: 'fail', observed });
    } else if (record !== undefined && record.namespaces.length > 0) {
      const isOwn = isOwnNamespace(from, record);
      const observed = `${quote(from)} is ${isOwn ? '' : 'no '}place that the supplier is registered with`;
      items.push({
        topic: 'namespace',
        state: isOwn ? 'own' : 'elsewhere',
        outcome: isOwn ? 'pass' : 'inconclusive',
        observed,
      });
    }
  }
  return items;
}

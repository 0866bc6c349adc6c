// `assay release bundle`: files, statements, proofs and instructions in a folder, for those who have no workspace and no network.

import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { encodeComposition } from '#core/release-composition';
import { findDigest } from '#database/find-digest';
import { encodeVerifierKey } from '#log/note-key';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { proveStatement } from '../proof/prove-statement.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type BundleDocument, bundleName, compositionName, instructionsName } from './bundle-document.ts';
import { bundleInstructions } from './bundle-instructions.ts';
import { findRelease, type ReleaseRecord, readReleases } from './read-releases.ts';
import { assertWhole, verifyParts } from './verify-parts.ts';

export interface BundleWish {
  readonly version?: string;
  readonly channel?: string;
  readonly contact?: string;
  /** Kinds of statements that are kept back: their digests are named, their content is not given. */
  readonly withhold: readonly string[];
}

export interface BundledRelease {
  readonly schema: 'assay.release-bundled/1';
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  readonly composition: Sha256;
  readonly folder: string;
  readonly parts: number;
  readonly proofs: number;
  readonly withheld: number;
  /** Whoever verifies it needs this key of the log, from somewhere else than the bundle. */
  readonly logKey: string;
}

/** A document of the bundle, below its folder. */
export interface BundleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * @param folder - where the parts go; a new one
 * @param write - called when all parts are there
 * @throws {AssayError} RELEASE_UNKNOWN, RELEASE_INCOMPLETE, RELEASE_BUNDLE for a recalled one, ACCESS_DENIED for a part that may not be read
 */
export async function bundleRelease(
  workspace: Workspace,
  system: string,
  { contact, withhold, ...which }: BundleWish,
  folder: string,
  write: (files: readonly BundleFile[]) => void,
): Promise<BundledRelease> {
  const record = findRelease(await readReleases(workspace, system), system, which);
  if (record.state === 'recalled')
    throw new AssayError(
      'RELEASE_BUNDLE',
      `${system} ${record.version} was recalled at ${record.recalledAt}; nothing of it is handed out`,
    );
  assertWhole(await verifyParts(workspace, record.body.closure), `${system} ${record.version}`);
  const parts = await layOutParts(workspace, record, folder);
  const { files, proofs, withheld } = await proofsOf(workspace, record, withhold);
  const document: BundleDocument = {
    schema: 'assay.release-bundle/1',
    ...{ system, version: record.version, channel: record.channel, parts, proofs, withheld },
    ...(contact === undefined ? {} : { contact }),
  };
  const { bytes } = encodeComposition({ system, parts: record.body.closure, services: record.body.services });
  const logKey = encodeVerifierKey(workspace.log.signer.key);
  write([
    ...files,
    { path: compositionName, text: new TextDecoder().decode(bytes) },
    { path: bundleName, text: `${JSON.stringify(document, undefined, 2)}\n` },
    { path: instructionsName, text: bundleInstructions(record, document, logKey) },
  ]);
  return {
    schema: 'assay.release-bundled/1',
    ...{ system, version: record.version, channel: record.channel, composition: record.composition, folder },
    parts: parts.length,
    proofs: files.length,
    withheld: withheld.length,
    logKey,
  };
}

async function layOutParts(
  workspace: Workspace,
  { body }: ReleaseRecord,
  folder: string,
): Promise<BundleDocument['parts']> {
  const hosted = new Set(body.services.map(({ name }) => name));
  const parts: BundleDocument['parts'][number][] = [];
  for (const [place, { role, name, sha256 }] of body.closure.entries()) {
    if (hosted.has(name)) {
      parts.push({ role, name });
      continue;
    }
    const below = `parts/${String(place + 1).padStart(2, '0')}-${role}`;
    await checkOutAsset(workspace, sha256, `${folder}/${below}`, { force: false, linksOutside: false });
    parts.push({ role, name, folder: below });
  }
  return parts;
}

interface Proofs {
  readonly files: readonly BundleFile[];
  readonly proofs: BundleDocument['proofs'];
  readonly withheld: readonly Sha256[];
}

async function proofsOf(
  workspace: Workspace,
  { statement, body }: ReleaseRecord,
  withhold: readonly string[],
): Promise<Proofs> {
  const files: BundleFile[] = [];
  const prove = async (evidence: Sha256, path: string): Promise<string> => {
    files.push({ path, text: await proveStatement(workspace, evidence, '') });
    return path;
  };
  const release = await prove(statement, 'proofs/release.tlog-proof');
  if (body.decision === undefined) return { files, proofs: { release, evidence: [] }, withheld: [] };
  const decision = await prove(body.decision, 'proofs/decision.tlog-proof');
  const evidence: string[] = [];
  const withheld: Sha256[] = [];
  for (const { digest, kind } of await citedBy(workspace, body.decision)) {
    if (withhold.includes(kind)) withheld.push(digest);
    else evidence.push(await prove(digest, `proofs/${kind}-${digest.slice(0, 16)}.tlog-proof`));
  }
  return { files, proofs: { release, decision, evidence }, withheld };
}

async function citedBy(workspace: Workspace, decision: Sha256): Promise<readonly { digest: Sha256; kind: string }[]> {
  const index = await workspace.index();
  const found = await findDigest(index, decision);
  if (found.kind !== 'statement') return [];
  const read = await readStatement(workspace, found.logIndex);
  if (!isOfKind(read, gateDecision)) return [];
  const cited: { digest: Sha256; kind: string }[] = [];
  for (const digest of new Set(read.body.reasons.flatMap(({ evidence }) => evidence))) {
    const one = await findDigest(index, digest);
    if (one.kind === 'statement') cited.push({ digest, kind: (await readStatement(workspace, one.logIndex)).kind });
  }
  return cited;
}

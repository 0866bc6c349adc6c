// `assay verify-release`: a bundle, with nothing but the key of the log. No workspace, no network.

import { parseStatement } from '#attest/statement';
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type ComposedPart, parseComposition } from '#core/release-composition';
import { nodeCryptography } from '#log/node-cryptography';
import type { WitnessPolicy } from '#log/witness-policy';
import { type GateDecision, predicate as gateDecision } from '#predicates/gate-decision';
import type { Predicate } from '#predicates/predicate';
import { type Release, predicate as release } from '#predicates/release';
import type { HashOptions } from '../hash-places.ts';
import { type ProvenStatement, verifyStatementProof } from '../proof/statement-proof.ts';
import { readFile } from '../read-file.ts';
import { type BundleDocument, bundleName, compositionName, parseBundleDocument } from './bundle-document.ts';
import { type ComparedPlace, comparePlaces } from './verify-release.ts';

export interface VerifyBundleRequest extends HashOptions {
  readonly policy: WitnessPolicy;
  /** Ids of keys, or how they begin, that must have signed the release. */
  readonly signers: readonly string[];
}

export interface VerifiedBundle {
  readonly schema: 'assay.verify-release/1';
  readonly verified: true;
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  readonly composition: Sha256;
  readonly releasedAt: string;
  readonly signedBy: readonly string[];
  readonly supportedUntil?: string;
  /** `exception`: some requirement was waived; `none`: no decision of a gate comes with it. */
  readonly decision: GateDecision['decision'] | 'none';
  readonly reasons: readonly { readonly rule: string; readonly outcome: string; readonly because: string }[];
  readonly parts: readonly ComparedPlace[];
  readonly services: readonly { readonly name: string; readonly url: string; readonly identity: string }[];
  /** Evidence of the decision that comes with the bundle, of all that it cites. */
  readonly evidence: { readonly shown: number; readonly cited: number; readonly withheld: number };
  /** Entries of the log that its newest checkpoint in the bundle counts. */
  readonly logSize: number;
  readonly notes: readonly string[];
}

interface Proven<Body> {
  readonly body: Body;
  readonly proof: ProvenStatement;
  readonly subject: Sha256 | undefined;
}

/** @throws {AssayError} RELEASE_BUNDLE with what is another; {LogError} for a proof that proves nothing; {FileError} */
export async function verifyBundle(folder: string, request: VerifyBundleRequest): Promise<VerifiedBundle> {
  const document = await parseDocument(readFile(`${folder}/${bundleName}`, limits.yamlBytes.value));
  const compositionBytes = readFile(`${folder}/${compositionName}`, limits.yamlBytes.value);
  const composition = parseComposition(compositionBytes);
  if (composition === undefined) throw refused(`${compositionName} is no list of parts`);
  const digest = sha256(compositionBytes);
  const released = await prove(folder, document.proofs.release, release, request.policy);
  const { body, proof } = released;
  if (released.subject !== digest) throw refused(`the list of parts is not the one that was released: ${digest}`);
  if (body.action === 'recall')
    throw refused(`${body.system} ${body.version} was recalled: ${body.notes ?? 'no reason'}`);
  assertSame(document, body, composition.parts);
  assertSigners(proof, request.signers);
  const decided = await decisionOf(folder, document, body, digest, request.policy);
  const evidence = await evidenceOf(folder, document, decided, request.policy);
  const parts = await partsOf(folder, document, body, request);
  const { supportedUntil, system, version, channel, services } = body;
  return {
    schema: 'assay.verify-release/1',
    verified: true,
    ...{ system, version, channel, composition: digest, releasedAt: proof.at, signedBy: proof.signedBy },
    ...(supportedUntil === undefined ? {} : { supportedUntil }),
    decision: decided?.decision ?? 'none',
    reasons: (decided?.reasons ?? []).map(({ rule, outcome, because }) => ({ rule, outcome, because })),
    ...{ parts, services, evidence },
    logSize: proof.checkpoint.size,
    notes: [
      `what was learnt after ${proof.at} is not in the bundle: a recall, or a weakness that is known by now`,
      ...(request.signers.length > 0
        ? []
        : ['whether that key may release is yours to judge; --signer names who must have']),
      ...(services.length === 0 ? [] : [`${services.length} of the parts run somewhere else and have no bytes here`]),
    ],
  };
}

async function parseDocument(bytes: Uint8Array): Promise<BundleDocument> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refused(`${bundleName} is no JSON`);
  }
  const parsed = await parseBundleDocument(value);
  if ('problem' in parsed) throw refused(`${bundleName} is no bundle ${parsed.problem}`);
  return parsed;
}

async function prove<Body>(
  folder: string,
  path: string,
  predicate: Predicate<Body>,
  policy: WitnessPolicy,
): Promise<Proven<Body>> {
  const proof = await verifyStatementProof(
    readFile(`${folder}/${path}`, limits.noteBytes.value),
    policy,
    nodeCryptography,
  );
  const { subjects, predicateType, body } = parseStatement(Buffer.from(canonicalJson(proof.statement)));
  const parsed = predicate.schema.safeParse(body);
  if (predicateType !== predicate.type || !parsed.success) throw refused(`${path} proves no ${predicate.kind}`);
  return { body: parsed.data, proof, subject: subjects[0]?.sha256 };
}

/** What the bundle says of itself is what was signed. */
function assertSame(document: BundleDocument, body: Release, parts: readonly ComposedPart[]): void {
  for (const name of ['system', 'version', 'channel'] as const)
    if (document[name] !== body[name])
      throw refused(`the bundle calls its ${name} ${document[name]}, and ${body[name]} was released`);
  const told = JSON.stringify(parts.map(({ role, name, sha256: id }) => [role, name, id]));
  if (told !== JSON.stringify(body.closure.map(({ role, name, sha256: id }) => [role, name, id])))
    throw refused('the list of parts and the release name different parts');
}

function assertSigners({ signedBy }: ProvenStatement, signers: readonly string[]): void {
  const missing = signers.find((id) => !signedBy.some((key) => key.startsWith(id)));
  if (missing !== undefined)
    throw refused(`the key ${missing} did not sign the release; signed by ${signedBy.join(', ')}`);
}

async function decisionOf(
  folder: string,
  { proofs }: BundleDocument,
  body: Release,
  composition: Sha256,
  policy: WitnessPolicy,
): Promise<GateDecision | undefined> {
  if (proofs.decision === undefined) {
    if (body.decision === undefined) return undefined;
    throw refused('the release rests on a decision that does not come with it');
  }
  const decided = await prove(folder, proofs.decision, gateDecision, policy);
  if (decided.proof.envelope !== body.decision) throw refused('the decision is not the one that the release rests on');
  if (decided.subject !== composition) throw refused('the decision is about something else');
  if (decided.body.decision === 'deny') throw refused('the gate did not let it through');
  return decided.body;
}

async function evidenceOf(
  folder: string,
  { proofs, withheld }: BundleDocument,
  decided: GateDecision | undefined,
  policy: WitnessPolicy,
): Promise<VerifiedBundle['evidence']> {
  const cited = new Set<string>((decided?.reasons ?? []).flatMap(({ evidence }) => evidence));
  const shown = new Set<string>();
  for (const path of proofs.evidence) {
    const bytes = readFile(`${folder}/${path}`, limits.noteBytes.value);
    const { envelope } = await verifyStatementProof(bytes, policy, nodeCryptography);
    if (!cited.has(envelope)) throw refused(`${path} proves a statement that the decision does not cite`);
    shown.add(envelope);
  }
  const gone = [...cited].filter((digest) => !shown.has(digest) && !withheld.some((one) => one === digest));
  if (gone.length > 0) throw refused(`evidence of the decision is neither here nor named as kept back: ${gone[0]}`);
  return { shown: shown.size, cited: cited.size, withheld: cited.size - shown.size };
}

async function partsOf(
  folder: string,
  document: BundleDocument,
  { closure, services }: Release,
  options: HashOptions,
): Promise<readonly ComparedPlace[]> {
  const hosted = new Set(services.map(({ name }) => name));
  const withBytes = closure.filter(({ name }) => !hosted.has(name));
  const places = document.parts.flatMap(({ role, folder: below }) =>
    below === undefined ? [] : [{ role, path: `${folder}/${below}` }],
  );
  const compared = await comparePlaces(withBytes, places, options);
  const other = compared.find(({ state }) => state !== 'match');
  if (other !== undefined)
    throw refused(
      `${other.role} at ${other.path} is ${other.state}: ${other.reason ?? `${other.found ?? 'nothing'} in place of ${other.expected ?? 'nothing'}`}`,
    );
  return compared;
}

function refused(reason: string): AssayError {
  return new AssayError('RELEASE_BUNDLE', reason);
}

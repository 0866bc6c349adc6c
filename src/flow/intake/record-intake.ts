// Puts on record what came in: the scan, what others attested, and the intake itself, in one commit.
import { canonicalJson, type Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { ScanReport } from '#core/scan-report';
import { predicate as foreignAttestation } from '#predicates/foreign-attestation';
import { type HostedEndpoint, predicate as hostedEndpoint } from '#predicates/hosted-endpoint';
import { type Intake, predicate as intakePredicate } from '#predicates/intake';
import { predicate as scanStatic } from '#predicates/scan-static';
import type { BlobBatch } from '#store/blob-store';
import { scanBody } from '../assets/record-scan.ts';
import { countingAbout } from '../suppliers/counting-statements.ts';
import type { Draft, Recorded, Workspace } from '../workspace/workspace.ts';
import type { VerifiedSignatures } from './signatures/signature-items.ts';

export interface IntakeFacts {
  readonly label: string;
  readonly body: Omit<Intake, 'evidence' | 'report'>;
  readonly scan?: ScanReport;
  readonly endpoint?: HostedEndpoint;
  readonly attestations: VerifiedSignatures['attestations'];
  /** All items, also those that the statement leaves out. */
  readonly allItems: Intake['items'];
}

export interface RecordedIntake {
  readonly statement: Sha256;
  readonly scan?: Sha256;
}

/** @throws {AssayError} WORKSPACE_WRITE; what recording throws */
export async function recordIntake(
  workspace: Workspace,
  facts: IntakeFacts,
  batch: BlobBatch,
): Promise<RecordedIntake> {
  const { body, label } = facts;
  const subject = { sha256: body.asset, name: label };
  const known = facts.scan === undefined ? undefined : await scanOnRecord(workspace, body.asset, facts.scan);
  const before: Draft[] = [
    ...(known === undefined ? await scanDrafts(workspace, facts, batch) : []),
    ...(facts.endpoint === undefined ? [] : [{ predicate: hostedEndpoint, subjects: [subject], body: facts.endpoint }]),
  ];
  for (const { bytes, body: attested } of facts.attestations) {
    await batch.add(bytes);
    before.push({
      predicate: foreignAttestation,
      subjects: attested.subjects.map((sha256) => ({ sha256 })),
      body: attested,
    });
  }
  const { sha256: report } = await batch.add(
    new TextEncoder().encode(canonicalJson(facts.allItems as unknown as Json)),
  );
  const recorded = before.length === 0 ? [] : assertRecorded(await workspace.record(before, batch));
  const subjects = [subject, ...body.badFiles.filter((sha256) => sha256 !== body.asset).map((sha256) => ({ sha256 }))];
  const evidence = [...(known === undefined ? [] : [known]), ...recorded.map((one) => one.evidence)];
  const intake = { ...body, evidence, report };
  // Its evidence ids are known only when they are in the log. What is interrupted here is an asset in quarantine without an intake.
  const last = before.length === 0 ? batch : workspace.store.batch();
  const [statement] = assertRecorded(
    await workspace.record([{ predicate: intakePredicate, subjects, body: intake }], last),
  );
  if (statement === undefined) throw new RangeError('one statement gives one entry');
  const scanned = facts.scan === undefined ? undefined : evidence[0];
  return { statement: statement.evidence, ...(scanned === undefined ? {} : { scan: scanned }) };
}

/** A scan by the same rules that still counts: nothing new could be said. */
export async function scanOnRecord(
  workspace: Workspace,
  asset: Sha256,
  { tool }: Pick<ScanReport, 'tool'>,
): Promise<Sha256 | undefined> {
  const newest = (await countingAbout(workspace, asset, scanStatic)).at(-1);
  const holds = newest !== undefined && !newest.expired && newest.stale === undefined;
  return holds && newest.statement.body.ruleset === tool.ruleset ? newest.evidence : undefined;
}

async function scanDrafts(
  workspace: Workspace,
  { scan, body, label }: IntakeFacts,
  batch: BlobBatch,
): Promise<readonly Draft[]> {
  if (scan === undefined) return [];
  const { sha256 } = await batch.add(new TextEncoder().encode(canonicalJson(scan as unknown as Json)));
  const checkedAt = workspace.now().toISOString();
  return [
    {
      predicate: scanStatic,
      subjects: [{ sha256: body.asset, name: label }],
      body: { ...scanBody(scan, sha256), checkedAt },
    },
  ];
}

function assertRecorded(recorded: readonly Recorded[]): readonly Recorded[] {
  const refused = recorded.find(({ refusal }) => refusal !== undefined);
  if (refused === undefined) return recorded;
  throw new AssayError('WORKSPACE_WRITE', `the intake could not be recorded: ${refused.refusal}`);
}

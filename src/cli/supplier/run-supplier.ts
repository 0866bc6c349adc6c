// What the commands of `assay supplier` do; loaded when one is called.
import { readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import type { SupplierTier } from '#core/suppliers/tier';
import { printableJson } from '#exports/printable-json';
import { comparedLines, handoverLines, reviewLines, supplierLines, suppliersLines } from '#exports/supplier-text';
import { buildQuestionnaire } from '#flow/suppliers/build-questionnaire';
import { compareAnswers } from '#flow/suppliers/compare-answers';
import { importAnswers } from '#flow/suppliers/import-answers';
import { type ClauseWords, recordClause } from '#flow/suppliers/record-clause';
import { type HandoverWords, recordHandover } from '#flow/suppliers/record-handover';
import { registerSupplier, type SupplierWords } from '#flow/suppliers/register-supplier';
import { reviewSupplier } from '#flow/suppliers/review-supplier';
import { listSuppliers, showSupplier } from '#flow/suppliers/show-supplier';
import { signAnswers } from '#flow/suppliers/sign-answers';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { passphraseSource } from '../read-passphrase.ts';
import { reasonOf } from '../reason-of.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';

export interface AddSupplierFlags extends SigningFlags {
  readonly internal?: boolean;
  readonly organisation?: string;
  readonly namespace?: readonly string[];
  readonly formerName?: readonly string[];
  readonly key?: readonly string[];
  readonly minisign?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustedRoot?: string;
  readonly roots?: string;
  readonly subject?: string;
  readonly timestampRoots?: string;
  readonly replaceIdentities?: boolean;
  readonly deliverable?: readonly SupplierWords['deliverables'][number][];
  readonly refuses?: readonly string[];
  readonly owner?: string;
  readonly allowLookAlike?: boolean;
  readonly why?: string;
}

interface ProductFlags {
  readonly product?: string;
  readonly productVersion?: string;
}

export interface QuestionnaireFlags extends WorkspaceFlags, ProductFlags {
  readonly output?: string;
}

export interface FillFlags {
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  readonly evidence?: readonly string[];
  readonly supplier: string;
  readonly key: string;
  readonly passphraseFile?: string;
  readonly output: string;
}

export type AnswerFlags = SigningFlags;
export interface CompareFlags extends WorkspaceFlags, ProductFlags {}

export interface ReviewFlags extends SigningFlags, ProductFlags {
  readonly assessor: string;
  readonly nextReview: string;
  readonly tier?: SupplierTier;
  readonly terms?: string;
  readonly endpoint?: string;
}

export interface ClauseFlags extends SigningFlags {
  readonly clause: string;
  readonly topic: ClauseWords['topic'];
  readonly document: string;
  readonly location: string;
  readonly language: string;
  readonly state: ClauseWords['state'];
  readonly from: string;
  readonly until?: string;
  readonly obligation?: readonly string[];
}

export interface HandoverFlags extends SigningFlags {
  readonly from: string;
  readonly to: string;
  readonly received?: string;
  readonly direction: HandoverWords['direction'];
  readonly purpose: string;
  readonly jurisdiction: string;
  readonly transport: string;
  readonly duty?: readonly string[];
  readonly acceptedBy?: string;
  readonly rejectedBy?: string;
  readonly remarks?: string;
}

export async function runSupplierAdd(this: AssayContext, flags: AddSupplierFlags, name: string): Promise<void> {
  const { internal, organisation, owner, why = 'registered' } = flags;
  const words: SupplierWords = {
    name,
    internal: internal ?? false,
    namespaces: flags.namespace ?? [],
    formerNames: flags.formerName ?? [],
    keys: flags.key ?? [],
    minisign: flags.minisign ?? [],
    deliverables: flags.deliverable ?? [],
    refusals: flags.refuses ?? [],
    replaceIdentities: flags.replaceIdentities ?? false,
    allowLookAlike: flags.allowLookAlike ?? false,
    why,
    ...present({ organisation, owner, keyless: keylessOf(flags), certificate: certificateOf(flags) }),
  };
  const added = await withWorkspace(this, flags, (workspace) => registerSupplier(workspace, words));
  const { identities, namespaces } = added.record;
  answer(this, flags.json, added, [
    `${escapeInvisible(name)} is registered with ${identities.length} ${identities.length === 1 ? 'identity' : 'identities'} and ${namespaces.length} ${namespaces.length === 1 ? 'place' : 'places'}, recorded as ${added.statement.slice(0, 12)}`,
  ]);
}

export async function runSupplierShow(this: AssayContext, flags: WorkspaceFlags, name: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showSupplier(workspace, name));
  answer(this, flags.json, shown, supplierLines(shown, textStyleOf(this.process, undefined)));
}

export async function runSupplierList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const listed = await withWorkspace(this, flags, listSuppliers);
  answer(this, flags.json, listed, suppliersLines(listed.suppliers, textStyleOf(this.process, undefined)));
}

/** The document is the answer, with and without --json. */
export async function runSupplierQuestionnaire(
  this: AssayContext,
  flags: QuestionnaireFlags,
  supplier: string,
): Promise<void> {
  if (flags.output !== undefined) assertWritable(flags.output);
  const product = productOf(flags);
  const document = buildQuestionnaire({ supplier, at: new Date(), ...present({ product }) });
  const text = printableJson(document);
  if (flags.output === undefined) this.process.stdout.write(text);
  else writeOutput(flags.output, text);
}

export async function runSupplierFill(this: AssayContext, flags: FillFlags, path: string): Promise<void> {
  assertWritable(flags.output);
  const { yes = [], no = [], evidence = [], supplier, key } = flags;
  const passphrase = passphraseSource(flags.passphraseFile, this.process);
  const signed = await signAnswers(readFile(path), { yes, no, evidence, supplier, key, passphrase });
  writeOutput(flags.output, Buffer.from(signed).toString('utf8'));
}

export async function runSupplierAnswer(
  this: AssayContext,
  flags: AnswerFlags,
  supplier: string,
  path: string,
): Promise<void> {
  const report = await withWorkspace(this, flags, (workspace) => importAnswers(workspace, supplier, path));
  const { answered, unanswered, statement } = report;
  answer(this, flags.json, report, [
    `${supplier} answered ${answered} of ${answered + unanswered.length} questions, recorded as ${statement.slice(0, 12)}`,
    ...(unanswered.length === 0 ? [] : [`not answered, and so not known: ${unanswered.join(', ')}`]),
  ]);
}

export async function runSupplierCompare(this: AssayContext, flags: CompareFlags, supplier: string): Promise<void> {
  const { observed: _, ...report } = await withWorkspace(this, flags, (workspace) =>
    compareAnswers(workspace, supplier, productOf(flags)),
  );
  answer(this, flags.json, report, comparedLines(report, textStyleOf(this.process, undefined)));
  if (report.counts.conflict > 0) this.answer = exitCodes.no;
  else if (report.answers === undefined) this.answer = exitCodes.couldNotTell;
}

export async function runSupplierReview(this: AssayContext, flags: ReviewFlags, supplier: string): Promise<void> {
  const { assessor, nextReview, tier, terms, endpoint } = flags;
  const words = { supplier, assessor, nextReview, ...present({ tier, terms, endpoint, product: productOf(flags) }) };
  const report = await withWorkspace(this, flags, (workspace) => reviewSupplier(workspace, words));
  answer(this, flags.json, report, reviewLines(report, textStyleOf(this.process, undefined)));
}

export async function runSupplierClause(this: AssayContext, flags: ClauseFlags, supplier: string): Promise<void> {
  const {
    clause,
    topic,
    document,
    location,
    language,
    state,
    from: effectiveAt,
    until: expiresAt,
    obligation = [],
  } = flags;
  const words = {
    supplier,
    clause,
    topic,
    document,
    location,
    language,
    state,
    effectiveAt,
    obligations: obligation,
    ...present({ expiresAt }),
  };
  const recorded = await withWorkspace(this, flags, (workspace) => recordClause(workspace, words));
  answer(this, flags.json, recorded, [
    `${clause} is on record as ${recorded.statement.slice(0, 12)}: ${state}, document ${recorded.body.document.slice(0, 12)}`,
  ]);
}

export async function runSupplierHandover(this: AssayContext, flags: HandoverFlags, sent: string): Promise<void> {
  const { from, to, received, direction, purpose, jurisdiction, transport, duty = [], remarks } = flags;
  const words: HandoverWords = {
    ...{ from, to, sent, direction, purpose, jurisdiction, transport },
    responsibilities: duty.map(dutyIn),
    ...present({ received, acceptance: acceptanceOf(flags, remarks) }),
  };
  const report = await withWorkspace(this, flags, (workspace) => recordHandover(workspace, words));
  answer(this, flags.json, report, handoverLines(report, textStyleOf(this.process, undefined)));
  if (report.flags.length > 0 || (report.changes?.length ?? 0) > 0) this.answer = exitCodes.no;
  else if (!report.complete) this.answer = exitCodes.couldNotTell;
}

function acceptanceOf(
  { acceptedBy, rejectedBy }: HandoverFlags,
  remarks: string | undefined,
): HandoverWords['acceptance'] {
  const by = acceptedBy ?? rejectedBy;
  if (by === undefined) return undefined;
  if (acceptedBy !== undefined && rejectedBy !== undefined)
    throw new AssayError('USAGE', '--accepted-by and --rejected-by contradict each other.');
  return { by, accepted: acceptedBy !== undefined, ...present({ remarks }) };
}

function dutyIn(text: string): { readonly party: string; readonly duty: string } {
  const [, party, duty] = /^([^:]+): (.+)$/s.exec(text) ?? [];
  if (party !== undefined && duty !== undefined) return { party, duty };
  throw new AssayError('USAGE', `${JSON.stringify(text)} is not PARTY: DUTY`);
}

function keylessOf({ identity, issuer, trustedRoot }: AddSupplierFlags): SupplierWords['keyless'] {
  if (identity === undefined && issuer === undefined && trustedRoot === undefined) return undefined;
  if (identity !== undefined && issuer !== undefined && trustedRoot !== undefined)
    return { identity, issuer, trustedRoot };
  throw new AssayError('USAGE', '--identity, --issuer and --trusted-root belong together.');
}

function certificateOf({ roots, subject, timestampRoots }: AddSupplierFlags): SupplierWords['certificate'] {
  if (roots === undefined && subject === undefined) return undefined;
  if (roots !== undefined && subject !== undefined) return { roots, subject, ...present({ timestampRoots }) };
  throw new AssayError('USAGE', '--roots and --subject belong together.');
}

function productOf({
  product,
  productVersion,
}: ProductFlags): { readonly name: string; readonly version?: string } | undefined {
  if (product === undefined) return undefined;
  return { name: product, ...(productVersion === undefined ? {} : { version: productVersion }) };
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AssayError('FILE_UNREADABLE', `${path} cannot be read: ${reasonOf(error)}`, { path });
  }
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that there are. */
function present<T extends Readonly<Record<string, unknown>>>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}

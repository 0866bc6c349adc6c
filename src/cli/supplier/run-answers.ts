// What the commands about questions and answers of suppliers do; loaded when one is called.
import { readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import type { SupplierTier } from '#core/suppliers/tier';
import { printableJson } from '#exports/printable-json';
import { comparedLines, reviewLines } from '#exports/supplier-answers-text';
import { buildQuestionnaire } from '#flow/suppliers/build-questionnaire';
import { compareAnswers } from '#flow/suppliers/compare-answers';
import { importAnswers } from '#flow/suppliers/import-answers';
import { reviewSupplier } from '#flow/suppliers/review-supplier';
import { signAnswers } from '#flow/suppliers/sign-answers';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { present } from '../present.ts';
import { passphraseSource } from '../read-passphrase.ts';
import { reasonOf } from '../reason-of.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';

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

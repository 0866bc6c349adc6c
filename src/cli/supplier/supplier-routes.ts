// `assay supplier ...`: who delivers, what they answer, and how far they are trusted.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { sensitivities } from '#core/asset';
import { supplierTiers } from '#core/suppliers/tier';
import { clauseTopics, deliverables } from '#flow/suppliers/supplier-words';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { AnswerFlags, CompareFlags, FillFlags, QuestionnaireFlags, ReviewFlags } from './run-answers.ts';
import type { ClauseFlags, HandoverFlags } from './run-contract.ts';
import type { MaySendFlags } from './run-may-send.ts';
import type { AddSupplierFlags } from './run-supplier.ts';

const supplierWord = { parse: String, placeholder: 'SUPPLIER', brief: 'Its name, letter by letter' };
const text = (brief: string, placeholder: string): ReturnType<typeof fileFlag> => ({ ...fileFlag(brief), placeholder });
const many = (brief: string, placeholder: string): ReturnType<typeof fileFlag> & { readonly variadic: true } => ({
  ...text(brief, placeholder),
  variadic: true,
});
const needed = (
  brief: string,
  placeholder: string,
): {
  readonly kind: 'parsed';
  readonly parse: (word: string) => string;
  readonly placeholder: string;
  readonly brief: string;
} => ({
  kind: 'parsed',
  parse: String,
  placeholder,
  brief,
});
const productFlags = {
  product: text('What the answers are about; answers about another product do not count for it', 'NAME'),
  productVersion: text('Version of the product', 'TEXT'),
} as const;

const addCommand: Command<AssayContext> = buildCommand<AddSupplierFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-supplier.ts')).runSupplierAdd,
  parameters: {
    flags: {
      internal: switchFlag('It is a department of our own'),
      organisation: text('The legal entity', 'NAME'),
      namespace: many('Where it publishes: a host, or HOST/ACCOUNT of a hub; may be repeated', 'PLACE'),
      formerName: many('What it was called before, or who became part of it; may be repeated', 'NAME'),
      key: { ...fileFlag('Public key in PEM that signs for it; may be repeated'), variadic: true },
      minisign: { ...fileFlag('Public key of minisign that signs for it; may be repeated'), variadic: true },
      identity: text('Identity that signs for it without a key, letter by letter', 'TEXT'),
      issuer: text('Who vouches for that identity', 'URL'),
      trustedRoot: fileFlag('Sigstore trusted root that it is verified against'),
      roots: fileFlag('Certificates in PEM that the certificate of its signer leads to'),
      subject: text('Subject of that certificate, letter by letter', 'TEXT'),
      timestampRoots: fileFlag('Certificates of time authorities that are believed'),
      replaceIdentities: switchFlag('Identities that were registered before count no more: a key was lost or stolen'),
      deliverable: {
        kind: 'enum',
        values: deliverables,
        optional: true,
        variadic: true,
        brief: 'What it has to send with every asset; may be repeated',
      },
      refuses: many('What it will not send, and why; may be repeated', 'DELIVERABLE=WHY'),
      owner: text('Who of us answers for the relation', 'NAME'),
      allowLookAlike: switchFlag('Register a name that could be taken for another one'),
      why: { ...text('Why it is registered or changed', 'TEXT') },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [supplierWord] },
  },
  docs: {
    brief: 'Register a supplier, or add to what is registered',
    fullDescription:
      'Signatures of deliveries are held against the identities that are registered here. What is not said again stays as it was.',
  },
});

const showCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-supplier.ts')).runSupplierShow,
  parameters: { flags: workspaceFlags, positional: { kind: 'tuple', parameters: [supplierWord] } },
  docs: { brief: 'Show what is on record about a supplier: trust, answers, obligations, deliveries' },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-supplier.ts')).runSupplierList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the suppliers, their trust, and which reviews are overdue' },
});

const questionnaireCommand: Command<AssayContext> = buildCommand<QuestionnaireFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-answers.ts')).runSupplierQuestionnaire,
  parameters: {
    flags: { ...productFlags, output: fileFlag('Write it there'), ...workspaceFlags },
    aliases: { o: 'output' },
    positional: { kind: 'tuple', parameters: [supplierWord] },
  },
  docs: {
    brief: 'Write the questions to a supplier, as a CycloneDX document that it fills in',
    fullDescription: [
      'Six facets of a supplier, each question with the requirements that it comes from. The supplier answers with',
      '`assay supplier fill`, or with any tool that writes CycloneDX 1.6 declarations, and signs the document.',
    ].join('\n'),
  },
});

const fillCommand: Command<AssayContext> = buildCommand<FillFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-answers.ts')).runSupplierFill,
  parameters: {
    flags: {
      yes: many('A question whose answer is yes; may be repeated', 'QUESTION[=WHY]'),
      no: many('A question whose answer is no; may be repeated', 'QUESTION[=WHY]'),
      evidence: many('A document that shows it; may be repeated', 'QUESTION=URL'),
      supplier: needed('Who answers, as the questionnaire was written for', 'NAME'),
      key: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Private key that signs the answers' },
      passphraseFile: fileFlag('File whose first line is the passphrase of the key'),
      output: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Write the signed answers there' },
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'QUESTIONNAIRE', brief: 'As it was received' }],
    },
  },
  docs: { brief: 'For suppliers: answer a questionnaire and sign the answers; needs no workspace' },
});

const answerCommand: Command<AssayContext> = buildCommand<AnswerFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-answers.ts')).runSupplierAnswer,
  parameters: {
    flags: signingFlags,
    positional: {
      kind: 'tuple',
      parameters: [
        supplierWord,
        { parse: String, placeholder: 'FILE', brief: 'Signed answers: DSSE or a Sigstore bundle' },
      ],
    },
  },
  docs: { brief: 'Take in the answers of a supplier, when an identity of it signed them' },
});

const compareCommand: Command<AssayContext> = buildCommand<CompareFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-answers.ts')).runSupplierCompare,
  parameters: {
    flags: { ...productFlags, ...workspaceFlags },
    positional: { kind: 'tuple', parameters: [supplierWord] },
  },
  docs: {
    brief: 'Hold each answer of a supplier against what was seen of it',
    fullDescription: [
      'Results: agreement  it says so, and deliveries show it',
      '         unknown    not answered, or nothing that was delivered shows it',
      '         CONFLICT   deliveries show otherwise, or it says yes and no',
      '',
      'Exit codes: 0 nothing contradicts, 1 a conflict, 2 nothing was answered.',
    ].join('\n'),
  },
});

const reviewCommand: Command<AssayContext> = buildCommand<ReviewFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-answers.ts')).runSupplierReview,
  parameters: {
    flags: {
      assessor: needed('Who assesses', 'NAME'),
      nextReview: { kind: 'parsed', parse: parseTime, placeholder: 'TIME', brief: 'When it has to be looked at again' },
      tier: { kind: 'enum', values: supplierTiers, optional: true, brief: 'Less trust than what is on record allows' },
      terms: fileFlag('The terms that hold now; a copy is kept'),
      endpoint: text('Address of the service that it is about', 'URL'),
      ...productFlags,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [supplierWord] },
  },
  docs: {
    brief: 'Put an assessment of a supplier on record; its trust follows from what is on record',
    fullDescription:
      'Nobody can wish for more trust. What is missing for more is said. When the next review is overdue, the supplier is unknown again.',
  },
});

const clauseCommand: Command<AssayContext> = buildCommand<ClauseFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-contract.ts')).runSupplierClause,
  parameters: {
    flags: {
      clause: needed('What the clause is called', 'NAME'),
      topic: { kind: 'enum', values: clauseTopics, brief: 'What it is about' },
      document: {
        kind: 'parsed',
        parse: String,
        placeholder: 'FILE',
        brief: 'The document; only its digest is recorded',
      },
      location: needed('Where in the document', 'TEXT'),
      language: needed('Language of the clause', 'CODE'),
      state: { kind: 'enum', values: ['draft', 'signed', 'click-through'], brief: 'Whether and how it was agreed' },
      from: { kind: 'parsed', parse: parseTime, placeholder: 'TIME', brief: 'When it begins' },
      until: { kind: 'parsed', parse: parseTime, optional: true, placeholder: 'TIME', brief: 'When it ends' },
      obligation: many('Who has to do what, and within which time; may be repeated', 'PARTY: DUTY [within N h|by DAY]'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [supplierWord] },
  },
  docs: { brief: 'Record a clause of a contract: where it is written, until when, and who owes what' },
});

const handoverCommand: Command<AssayContext> = buildCommand<HandoverFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-contract.ts')).runSupplierHandover,
  parameters: {
    flags: {
      from: needed('Who gives it', 'NAME'),
      to: needed('Who gets it', 'NAME'),
      received: text('What arrived, as an asset; it is compared with what was sent', 'ASSET'),
      direction: { kind: 'enum', values: ['supplied', 'lent', 'returned', 'uploaded'], brief: 'Which way it goes' },
      purpose: needed('What for', 'TEXT'),
      jurisdiction: needed('Where it lies from then on', 'REGION'),
      transport: needed('How it travels', 'TEXT'),
      duty: many('Who answers for what from then on; may be repeated', 'PARTY: DUTY'),
      acceptedBy: text('Who accepted it', 'NAME'),
      rejectedBy: text('Who did not accept it', 'NAME'),
      remarks: text('What they said', 'TEXT'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'ASSET', brief: 'What was sent' }] },
  },
  docs: {
    brief: 'Record that an asset goes to another party; each side says so with a key of its own',
    fullDescription:
      'Exit codes: 0 both sides have said so and nothing changed on the way, 1 something changed or one person is on both sides, 2 one side has not said so yet.',
  },
});

const maySendCommand: Command<AssayContext> = buildCommand<MaySendFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-may-send.ts')).runMaySend,
  parameters: {
    flags: {
      asset: text('What is to be sent, as an asset; its label counts', 'ASSET'),
      text: fileFlag('A text that is to be sent'),
      label: {
        kind: 'enum',
        values: sensitivities,
        optional: true,
        brief: 'How sensitive the text is; without this restricted',
      },
      terms: fileFlag('The terms as they are now; others than those that were read are a no'),
      purpose: needed('What for', 'TEXT'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'SERVICE', brief: 'The hosted model or service, as an asset' }],
    },
  },
  docs: {
    brief: 'Decide whether something may be sent to a hosted service',
    fullDescription: [
      'By its label and what the record of the service allows, by the terms that were read, the kind of account, and by what is in a text: keys, tokens',
      'and personal values, also in base64 and other encodings. What nobody labelled is not sent. Decisions about assets are on record.',
      '',
      'Exit codes: 0 it may be sent, 1 something speaks against it, 2 something is not known.',
    ].join('\n'),
  },
});

export const supplierRoutes: RouteMap<AssayContext> = buildRouteMap<
  | 'add'
  | 'show'
  | 'list'
  | 'questionnaire'
  | 'fill'
  | 'answer'
  | 'compare'
  | 'review'
  | 'clause'
  | 'handover'
  | 'may-send',
  AssayContext
>({
  routes: {
    add: addCommand,
    show: showCommand,
    list: listCommand,
    questionnaire: questionnaireCommand,
    fill: fillCommand,
    answer: answerCommand,
    compare: compareCommand,
    review: reviewCommand,
    clause: clauseCommand,
    handover: handoverCommand,
    'may-send': maySendCommand,
  },
  docs: { brief: 'Know who delivers, what they answer, and how far they are trusted' },
});

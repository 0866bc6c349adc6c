// What suppliers are asked, facet by facet, and which demands a question comes from.

/** As in the statement about an assessment. @source OWASP AI Exchange, SUPPLY CHAIN MANAGE: six facets of a supplier */
export type SupplierFacet =
  | 'reputation'
  | 'activity'
  | 'security-posture'
  | 'development-environment'
  | 'provenance-claims'
  | 'contractual-assurance';

export interface SupplierQuestion {
  /** Kebab-case, stable: answers name it. */
  readonly id: string;
  readonly facet: SupplierFacet;
  readonly text: string;
  /** Ids of requirements that it is asked for. */
  readonly requirements: readonly string[];
  /** What an honest yes looks like from here; absent where nothing that is delivered shows it. */
  readonly observable?: string;
}

/** The version says which questions an answer is to: a text that changes gets a new one. */
export const questionsVersion = '1';

export const supplierQuestions: readonly SupplierQuestion[] = [
  {
    id: 'incidents-told',
    facet: 'reputation',
    text: 'Are incidents that concerned your models, data or services in the last 24 months published or told to those concerned?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-27', 'NCSC-1.3-04'],
  },
  {
    id: 'references',
    facet: 'reputation',
    text: 'Can you name independent evaluations, certificates or customers for this product, and does their scope include it?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-27', 'NCSC-1.3-04'],
  },
  {
    id: 'maintained',
    facet: 'activity',
    text: 'Is this version maintained, and until when are defects of it mended?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-27', 'NCSC-2.1-03'],
  },
  {
    id: 'documented',
    facet: 'activity',
    text: 'Does every version come with documentation of that version: a model card or a data sheet?',
    requirements: ['NCSC-2.1-03', 'OWASP-SUPPLYCHAINMANAGE-20'],
    observable: 'deliveries come with a model card',
  },
  {
    id: 'scanned',
    facet: 'security-posture',
    text: 'Is every file scanned for code that would run when it is loaded, before it is published?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30'],
    observable: 'scans of deliveries find nothing',
  },
  {
    id: 'no-code-formats',
    facet: 'security-posture',
    text: 'Are models published only in formats whose loading runs no code (no pickle)?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-29'],
    observable: 'deliveries have no format whose loading can run code',
  },
  {
    id: 'vulnerabilities-handled',
    facet: 'security-posture',
    text: 'Is there an address for reports of vulnerabilities, and a time within which they are answered?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-26', 'NCSC-2.1-01'],
  },
  {
    id: 'poisoning-controls',
    facet: 'security-posture',
    text: 'Were training data and models examined for poisoning and backdoors, with which methods, and what did they find?',
    requirements: ['OWASP-SUPPLYMODELPOISON-03'],
    observable: 'searches of deliveries for triggers and poisoned rows find nothing',
  },
  {
    id: 'separated-development',
    facet: 'development-environment',
    text: 'Are development, training data and signing keys separated from each other and from the rest of your network?',
    requirements: ['OWASP-SUPPLYMODELPOISON-03', 'NCSC-2.1-01'],
  },
  {
    id: 'tools-checked',
    facet: 'development-environment',
    text: 'Are frameworks and tools that you build with pinned, and their digests compared with what their makers publish?',
    requirements: ['OWASP-SUPPLYMODELPOISON-04', 'OWASP-SUPPLYCHAINMANAGE-03'],
  },
  {
    id: 'signed',
    facet: 'provenance-claims',
    text: 'Is every published file covered by a signature of an identity that you have told us?',
    requirements: ['OWASP-DEVSECURITY-20', 'OWASP-DEVSECURITY-21'],
    observable: 'signatures of deliveries verify with a registered identity',
  },
  {
    id: 'digests-published',
    facet: 'provenance-claims',
    text: 'Are digests of all files published in another place than the files?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-22'],
    observable: 'digests of deliveries are those that were claimed',
  },
  {
    id: 'provenance-attested',
    facet: 'provenance-claims',
    text: 'Is how each version was made attested in a signed statement: from which data and code, by whom, where?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-14', 'OWASP-SUPPLYCHAINMANAGE-17'],
    observable: 'deliveries come with a provenance statement that verifies',
  },
  {
    id: 'licence-stated',
    facet: 'contractual-assurance',
    text: 'Does every version state its licence, and may it be used as we use it?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-37'],
    observable: 'nothing contradicts the licence of deliveries',
  },
  {
    id: 'incidents-notified',
    facet: 'contractual-assurance',
    text: 'Do you owe us notice of a compromise of what you delivered, within a time that the contract names?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-37'],
    observable: 'a clause about notification is in force',
  },
  {
    id: 'data-kept-apart',
    facet: 'contractual-assurance',
    text: 'Is what we send to you not used for training, and deleted after a time that the terms name?',
    requirements: ['OWASP-SUPPLYCHAINMANAGE-10'],
    observable: 'records of hosted services say so',
  },
];

// The questions to a supplier as a CycloneDX document that it fills in: standards and requirements are ours, claims and evidence its own.
import type { Json } from '#core/canonical-json';
import { canonicalJson } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import { questionsVersion, supplierQuestions } from '#core/suppliers/questions';

export interface QuestionnaireAbout {
  readonly supplier: string;
  /** What the answers are about; answers about another product or version do not count for it. */
  readonly product?: { readonly name: string; readonly version?: string };
  readonly at: Date;
}

/** `bom-ref` of what all answers are about. */
export const targetRef = 'target';

/** `bom-ref` of a question. */
export function questionRef(id: string): string {
  return `question:${id}`;
}

/**
 * Nothing is answered in it: no claim stands for an answer, and what is left so stays unknown.
 * @source CycloneDX 1.6, `definitions.standards` and `declarations` (attestations); ECMA-424
 */
export function buildQuestionnaire({ supplier, product, at }: QuestionnaireAbout): { readonly [name: string]: Json } {
  const body = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: at.toISOString(),
      component: { type: 'application', 'bom-ref': 'about', name: product?.name ?? supplier, ...versionOf(product) },
    },
    definitions: { standards: [standard()] },
    declarations: {
      assessors: [{ 'bom-ref': 'answers', thirdParty: false, organization: { name: supplier } }],
      attestations: [
        {
          summary: `Answers of ${supplier}. A claim listed under "claims" says yes, one listed under "counterClaims" says no.`,
          assessor: 'answers',
          map: supplierQuestions.map(({ id }) => ({ requirement: questionRef(id), claims: [], counterClaims: [] })),
        },
      ],
      claims: [],
      evidence: [],
      targets: targetOf(supplier, product),
    },
  };
  return { ...body, serialNumber: serialOf(body) };
}

function standard(): Json {
  return {
    'bom-ref': 'standard',
    name: 'Questions to suppliers of AI systems',
    version: questionsVersion,
    description: 'Six facets of a supplier, after the OWASP AI Exchange. What is not answered is unknown.',
    owner: 'Assay',
    requirements: supplierQuestions.map(({ id, facet, text, requirements }) => ({
      'bom-ref': questionRef(id),
      identifier: id,
      title: facet,
      text,
      properties: requirements.map((name) => ({ name: 'assay:requirement', value: name })),
    })),
  };
}

function targetOf(supplier: string, product: QuestionnaireAbout['product']): Json {
  if (product === undefined) return { organizations: [{ 'bom-ref': targetRef, name: supplier }] };
  return { components: [{ type: 'application', 'bom-ref': targetRef, name: product.name, ...versionOf(product) }] };
}

function versionOf(product: QuestionnaireAbout['product']): { readonly version?: string } {
  return product?.version === undefined ? {} : { version: product.version };
}

/** The same questions at the same time have the same number: a UUID of version 8, from the digest of the document. RFC 9562, 5.8. */
function serialOf(body: Json): string {
  const hex = sha256(Buffer.from(canonicalJson(body)));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

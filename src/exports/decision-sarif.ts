// A decision as SARIF 2.1.0 (OASIS): a result for each requirement, so that a code host shows what holds a release back.
import { canonicalJson } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import { asSentence } from './as-sentence.ts';
import { printableJson } from './printable-json.ts';
import { isOpen, type PrintedDecision, type PrintedReason } from './printed-decision.ts';
import { informationUri } from './sarif-rule.ts';

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** @param version - of Assay */
export function encodeDecisionSarif(decision: PrintedDecision, version: string): string {
  const { gate, label, asset, because } = decision;
  return printableJson({
    $schema: schemaUri,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Assay',
            semanticVersion: version,
            informationUri,
            rules: because.map(({ rule }) => ({
              id: `${gate}/${rule}`,
              shortDescription: { text: `${rule} at the gate ${gate}` },
              properties: { tags: ['security', 'ai-supply-chain'] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        artifacts: [{ location: { uri: uriOf(label) }, hashes: { 'sha-256': asset } }],
        results: because.map((reason, ruleIndex) => resultOf(reason, ruleIndex, decision)),
        properties: { decision: decision.decision, gate, decidedAt: decision.decidedAt },
      },
    ],
  });
}

function resultOf(reason: PrintedReason, ruleIndex: number, { gate, label, asset }: PrintedDecision): unknown {
  const { rule, because, remedy, evidence, waiver, cause } = reason;
  const open = isOpen(reason);
  const text = `${asSentence(because)}${open && remedy !== undefined ? ` Run: ${remedy}` : ''}`;
  return {
    ruleId: `${gate}/${rule}`,
    ruleIndex,
    ...gradeOf(reason),
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(label), index: 0 }, region: { startLine: 1 } } }],
    partialFingerprints: {
      'assayRequirement/v1': sha256(new TextEncoder().encode(canonicalJson([gate, rule, asset]))),
    },
    ...(waiver === undefined ? {} : { suppressions: [suppressionOf(waiver)] }),
    properties: { outcome: reason.outcome, evidence, ...(cause === undefined ? {} : { cause }) },
  };
}

/** A waiver is shown as what it is: somebody accepted the failure, it did not go away. */
function suppressionOf({ approvers, reason, expiresAt }: NonNullable<PrintedReason['waiver']>): unknown {
  return {
    kind: 'external',
    status: 'accepted',
    justification: `${reason} (${approvers.join(', ')}, until ${expiresAt})`,
  };
}

function gradeOf({ outcome }: PrintedReason): { readonly kind: string; readonly level: string } {
  if (outcome === 'fail') return { kind: 'fail', level: 'error' };
  if (outcome === 'inconclusive') return { kind: 'open', level: 'none' };
  return { kind: outcome === 'pass' ? 'pass' : 'notApplicable', level: 'none' };
}

function uriOf(label: string): string {
  return label.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

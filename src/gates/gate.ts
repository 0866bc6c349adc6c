// A gate: what has to be on record about an asset before it may go on. A document, `assay.gate/1`.
import { z } from 'zod';
import { type AssetKind, assetKinds } from '#core/asset';
import { AssayError } from '#core/errors';
import { findPredicateOfKind } from '#predicates/find-predicate';
import { assertCondition } from './condition.ts';

/** One thing that has to be shown. */
export interface Requirement {
  /** Kebab-case, one of a kind within the gate. */
  readonly id: string;
  /** Kind of the statement that shows it. */
  readonly evidence: string;
  /** Assets that it is asked of; all when absent. */
  readonly assets?: readonly AssetKind[];
  /** CEL over `body`: which statements of the kind are meant; all when absent. */
  readonly which?: string;
  /** CEL over `body` and `asset`: what the newest of them has to say. Absent: that it exists is enough. */
  readonly where?: string;
  /** Days since it was recorded, on top of the time that its kind holds. */
  readonly maxAgeDays?: number;
  /** Different keys that have signed such statements; 1 when absent. */
  readonly signers?: number;
  /** Somebody else than whoever recorded the asset has to have signed. */
  readonly independent?: boolean;
  /** The command that would show it; `{asset}` stands for the asset. */
  readonly remedy?: string;
}

export interface Gate {
  readonly schema: 'assay.gate/1';
  readonly name: string;
  readonly purpose: string;
  readonly requires: readonly Requirement[];
  /** Who may let something through that a requirement holds back; nobody when absent. */
  readonly waivers?: { readonly approvers: number; readonly maxDays: number };
}

const word = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters and digits, joined by hyphens')
  .max(80);
const sentence = z.string().min(1).max(500);
const condition = z.string().min(1).max(2000);

const gateSchema: z.ZodType<Gate> = z.strictObject({
  schema: z.literal('assay.gate/1'),
  name: word,
  purpose: sentence,
  requires: z
    .array(
      z.strictObject({
        id: word,
        evidence: word,
        assets: z.array(z.enum(assetKinds)).min(1).exactOptional(),
        which: condition.exactOptional(),
        where: condition.exactOptional(),
        maxAgeDays: z.int().min(1).max(3650).exactOptional(),
        signers: z.int().min(1).max(20).exactOptional(),
        independent: z.boolean().exactOptional(),
        remedy: sentence.exactOptional(),
      }),
    )
    .min(1)
    .max(100),
  waivers: z.strictObject({ approvers: z.int().min(2).max(20), maxDays: z.int().min(1).max(365) }).exactOptional(),
});

/**
 * A gate that can be decided: every kind it asks for exists, every condition has a meaning.
 * @throws {AssayError} GATE_INVALID with the requirement and the place in it
 */
export function parseGate(value: unknown): Gate {
  const parsed = gateSchema.safeParse(value);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const gate = parsed.data;
  const seen = new Set<string>();
  for (const requirement of gate.requires) {
    if (seen.has(requirement.id)) throw invalid(`two requirements are called ${requirement.id}`);
    seen.add(requirement.id);
    assertRequirement(requirement);
  }
  return gate;
}

function assertRequirement({ id, evidence, which, where }: Requirement): void {
  const predicate = findPredicateOfKind(evidence);
  if (predicate === undefined) throw invalid(`${id}: there is no kind of statement ${evidence}`);
  for (const text of [which, where]) {
    if (text === undefined) continue;
    const problem = assertCondition(text, predicate);
    if (problem !== undefined) throw invalid(`${id}: ${problem}`);
  }
}

function invalid(reason: string): AssayError {
  return new AssayError('GATE_INVALID', `the gate cannot be decided: ${reason}`);
}

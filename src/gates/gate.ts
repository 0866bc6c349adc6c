// A gate: what has to be on record about an asset before it may go on. A document, `assay.gate/1`.
import { z } from 'zod';
import { type AssetKind, assetKinds } from '#core/asset';
import { AssayError } from '#core/errors';
import { type Relation, relations } from '#predicates/asset-manifest';
import { predicate as evaluation } from '#predicates/evaluation';
import { findPredicateOfKind } from '#predicates/find-predicate';
import { assertCondition } from './condition.ts';
import { type ScaleName, scaleNames, scales } from './scales.ts';

/** One thing that has to be shown. */
export interface Requirement {
  /** Kebab-case, one of a kind within the gate. */
  readonly id: string;
  /** Kind of the statement that shows it. */
  readonly evidence: string;
  /** What the statement has to be about; the asset itself when absent. See `Subject`. */
  readonly subject?: Subject;
  /** Of parents and ancestors: the relations that are followed. */
  readonly relations?: readonly Relation[];
  /** Of parts: their roles in the release; all when absent. */
  readonly roles?: readonly string[];
  /** Of parents, ancestors, parts, supplier: how many there have to be; 1 when absent. With 0 it is not asked where there is none. */
  readonly least?: number;
  /** Assets that it is asked of; all when absent. */
  readonly assets?: readonly AssetKind[];
  /** CEL over `asset` and `request`: when it is asked; always when absent. */
  readonly when?: string;
  /** CEL over `body`: which statements of the kind are meant; all when absent. */
  readonly which?: string;
  /** CEL over `body`, `asset` and `request`: what the newest of each series has to say. Absent: that it exists is enough. */
  readonly where?: string;
  /** An earlier no is not taken back by a later yes: all of them have to say it. */
  readonly every?: boolean;
  /** The least level on a scale. */
  readonly level?: { readonly scale: ScaleName; readonly least: string };
  /** What metrics have to reach with the worse end of their interval. */
  readonly thresholds?: readonly Threshold[];
  /** Days since it was recorded, on top of the time that its kind holds. */
  readonly maxAgeDays?: number;
  /** Different people who have signed such statements; 1 when absent. */
  readonly signers?: number;
  /** Somebody else than whoever recorded the asset has to have signed. */
  readonly independent?: boolean;
  /** Roles of which a signer has to have had one when they signed; any when absent. */
  readonly signedBy?: readonly string[];
  /** The command that would show it; `{asset}` stands for what it is about. */
  readonly remedy?: string;
}

/** `parents`: what it was made of, one step. `ancestors`: all the way. `parts`: of a release. `supplier`: whoever it comes from. */
export const subjects = ['asset', 'parents', 'ancestors', 'parts', 'supplier'] as const;
export type Subject = (typeof subjects)[number];

export interface Threshold {
  readonly metric: string;
  /** Part of the data; absent: all of it. */
  readonly slice?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Gate {
  readonly schema: 'assay.gate/1';
  readonly name: string;
  readonly purpose: string;
  readonly requires: readonly Requirement[];
  /** Who may let something through that a requirement holds back; nobody when absent. `roles`: of which each approver has one. */
  readonly waivers?: { readonly approvers: number; readonly maxDays: number; readonly roles?: readonly string[] };
}

const word = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters and digits, joined by hyphens')
  .max(80);
const sentence = z.string().min(1).max(500);
const condition = z.string().min(1).max(2000);

const threshold: z.ZodType<Threshold> = z
  .strictObject({
    metric: sentence,
    slice: sentence.exactOptional(),
    atLeast: z.number().exactOptional(),
    atMost: z.number().exactOptional(),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, {
    error: 'a threshold says atLeast or atMost',
  });

const gateSchema: z.ZodType<Gate> = z.strictObject({
  schema: z.literal('assay.gate/1'),
  name: word,
  purpose: sentence,
  requires: z
    .array(
      z.strictObject({
        id: word,
        evidence: word,
        subject: z.enum(subjects).exactOptional(),
        relations: z.array(z.enum(relations)).min(1).exactOptional(),
        roles: z.array(word).min(1).exactOptional(),
        least: z.int().min(0).max(1000).exactOptional(),
        assets: z.array(z.enum(assetKinds)).min(1).exactOptional(),
        when: condition.exactOptional(),
        which: condition.exactOptional(),
        where: condition.exactOptional(),
        every: z.boolean().exactOptional(),
        level: z.strictObject({ scale: z.enum(scaleNames), least: word }).exactOptional(),
        thresholds: z.array(threshold).min(1).max(50).exactOptional(),
        maxAgeDays: z.int().min(1).max(3650).exactOptional(),
        signers: z.int().min(1).max(20).exactOptional(),
        independent: z.boolean().exactOptional(),
        signedBy: z.array(word).min(1).exactOptional(),
        remedy: sentence.exactOptional(),
      }),
    )
    .min(1)
    .max(100),
  waivers: z
    .strictObject({
      approvers: z.int().min(2).max(20),
      maxDays: z.int().min(1).max(365),
      roles: z.array(word).min(1).exactOptional(),
    })
    .exactOptional(),
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

function assertRequirement(requirement: Requirement): void {
  const { id, evidence, which, where, when, level, thresholds } = requirement;
  const predicate = findPredicateOfKind(evidence);
  if (predicate === undefined) throw invalid(`${id}: there is no kind of statement ${evidence}`);
  const conditions = [assertCondition(which, predicate), assertCondition(where, predicate), assertCondition(when)];
  const problem = [...conditions, subjectProblem(requirement)].find((one) => one !== undefined);
  if (problem !== undefined) throw invalid(`${id}: ${problem}`);
  if (level !== undefined) assertLevel(id, evidence, level);
  if (thresholds !== undefined && evidence !== evaluation.kind)
    throw invalid(`${id}: thresholds are of an ${evaluation.kind}, and not of ${evidence}`);
}

function assertLevel(id: string, evidence: string, { scale, least }: NonNullable<Requirement['level']>): void {
  const { kind, levels } = scales[scale];
  if (kind !== evidence) throw invalid(`${id}: ${scale} is told by ${kind}, and not by ${evidence}`);
  if (!levels.includes(least)) throw invalid(`${id}: ${scale} has the levels ${levels.join(', ')}, and not ${least}`);
}

/** What belongs to one kind of subject says nothing beside another one. */
function subjectProblem({ subject = 'asset', relations: followed, roles, least }: Requirement): string | undefined {
  const isLineage = subject === 'parents' || subject === 'ancestors';
  if (isLineage && followed === undefined) return `${subject} are those of some relations, and none are named`;
  if (!isLineage && followed !== undefined)
    return `relations are for parents and ancestors, and this asks of ${subject}`;
  if (subject !== 'parts' && roles !== undefined) return `roles are for parts, and this asks of ${subject}`;
  return subject === 'asset' && least !== undefined
    ? 'least counts what belongs to the asset, and this asks of itself'
    : undefined;
}

function invalid(reason: string): AssayError {
  return new AssayError('GATE_INVALID', `the gate cannot be decided: ${reason}`);
}

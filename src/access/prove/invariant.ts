// What nobody must be able to do, whatever happens: a document, `assay.invariant/1`.
import { z } from 'zod';
import { AssayError } from '#core/errors';
import { type PolicyArea, policyAreas } from '#predicates/policy-change';
import { type Action, actionNames } from '../actions.ts';

/** Requests that must not be allowed. What is absent is not asked about. */
export interface RequestShape {
  readonly principal?: {
    readonly kind?: 'person' | 'service';
    /** Has at least one of these roles. */
    readonly anyOf?: readonly string[];
    /** Has none of these roles. */
    readonly noneOf?: readonly string[];
  };
  readonly actions: readonly Action[];
  readonly resource?: {
    readonly type: 'asset' | 'zone' | 'policy';
    /** Names of zones: the asset lies in one of them, or the zone is one of them. */
    readonly zones?: readonly string[];
    /** As zones: all zones of these areas, whatever a workspace calls them. */
    readonly areas?: readonly string[];
    /** Of a policy: areas of rules. */
    readonly rules?: readonly PolicyArea[];
  };
  /** A condition of Cedar over `principal`, `action`, `resource` and `context`. */
  readonly when?: string;
}

export interface Invariant {
  readonly schema: 'assay.invariant/1';
  readonly name: string;
  /** What is claimed, as a sentence. */
  readonly sentence: string;
  /** One shape: no such request is allowed. Two: nobody is allowed both. */
  readonly forbids: readonly RequestShape[];
  /** Of two shapes: it is about what one role gives, and not about people who have several. */
  readonly withOneRole?: boolean;
}

const word = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters and digits, joined by hyphens')
  .max(80);
const names = z.array(z.string().min(1).max(200)).min(1).max(100);

const requestShape: z.ZodType<RequestShape> = z.strictObject({
  principal: z
    .strictObject({
      kind: z.enum(['person', 'service']).exactOptional(),
      anyOf: names.exactOptional(),
      noneOf: names.exactOptional(),
    })
    .exactOptional(),
  actions: z.array(z.enum(actionNames)).min(1),
  resource: z
    .strictObject({
      type: z.enum(['asset', 'zone', 'policy']),
      zones: names.exactOptional(),
      areas: names.exactOptional(),
      rules: z.array(z.enum(policyAreas)).min(1).exactOptional(),
    })
    .refine(({ type, zones, areas }) => type !== 'policy' || (zones === undefined && areas === undefined), {
      error: 'a policy lies in no zone',
    })
    .refine(({ type, rules }) => type === 'policy' || rules === undefined, { error: 'only policies are rules' })
    .exactOptional(),
  when: z.string().min(1).max(2000).exactOptional(),
});

const invariantSchema: z.ZodType<Invariant> = z
  .strictObject({
    schema: z.literal('assay.invariant/1'),
    name: word,
    sentence: z.string().min(1).max(500),
    forbids: z.array(requestShape).min(1).max(2),
    withOneRole: z.boolean().exactOptional(),
  })
  .refine(({ forbids, withOneRole }) => forbids.length === 2 || withOneRole === undefined, {
    error: 'withOneRole is about two kinds of requests',
  });

/** @throws {AssayError} ACCESS_INVARIANT */
export function parseInvariant(value: unknown): Invariant {
  const parsed = invariantSchema.safeParse(value);
  if (!parsed.success)
    throw new AssayError('ACCESS_INVARIANT', `the invariant cannot be used: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

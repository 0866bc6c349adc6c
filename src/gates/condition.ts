// Conditions of gates in CEL (github.com/google/cel-spec). What a condition may name is known from the schema of the statement, so a
// name that does not exist is found when the gate is loaded and not when it is needed.
import { Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import type { Predicate } from '#predicates/predicate';
import type { AssetFacts, GateRequest } from './evidence.ts';

/** What came of a condition: it holds, it does not, or it could not be told. */
export type ConditionResult = { readonly holds: boolean } | { readonly holds: undefined; readonly reason: string };

/** What a condition may ask about, beside the statement. */
export interface Situation {
  readonly facts: AssetFacts;
  readonly request: GateRequest;
}

/**
 * Why the condition has no meaning for statements of this kind; undefined when it has, or there is none.
 * @param predicate - absent: it may ask about the asset and the request alone
 */
export function assertCondition(text: string | undefined, predicate?: Predicate): string | undefined {
  if (text === undefined) return undefined;
  const { valid, type, error } = languageOf(predicate).environment.check(text);
  if (!valid) return error?.message ?? 'the condition cannot be read';
  return type === 'bool' || type === 'dyn' ? undefined : `the condition gives ${type}, not yes or no: ${text}`;
}

/** @param body - follows the schema of the predicate */
export function evaluateCondition(
  text: string,
  predicate: Predicate | undefined,
  body: unknown,
  { facts, request }: Situation,
): ConditionResult {
  try {
    const language = languageOf(predicate);
    const value: unknown = programOf(
      language,
      text,
    )({
      ...(predicate === undefined ? {} : { body: celValue(body, language.schema) }),
      asset: { ...facts, labels: [...facts.labels], checks: [...facts.checks] },
      request: { ...request },
    });
    return typeof value === 'boolean'
      ? { holds: value }
      : { holds: undefined, reason: 'the condition gave no yes or no' };
  } catch (error) {
    // A member that is not there is an error in CEL, not a no.
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { holds: undefined, reason };
  }
}

/** Of a condition; an honest one has some ten parts. */
const limits = { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };
const jsonSchemaOptions = { unrepresentable: 'any', io: 'input' } as const;

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

type CelShape = string | { readonly [name: string]: CelShape };

/** What conditions about one kind of statement may name. */
interface Language {
  readonly environment: Environment;
  readonly schema: JsonSchema;
  /** Conditions that were read once; those of a gate are asked of every statement. */
  readonly programs: Map<string, ReturnType<Environment['parse']>>;
}

function programOf({ environment, programs }: Language, text: string): ReturnType<Environment['parse']> {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const program = environment.parse(text);
  // Whoever makes up conditions without end makes no memory grow.
  if (programs.size >= mostPrograms) programs.clear();
  programs.set(text, program);
  return program;
}

const mostPrograms = 1000;

const languages = new Map<string, Language>();

function languageOf(predicate: Predicate | undefined): Language {
  const kind = predicate?.kind ?? '';
  const known = languages.get(kind);
  if (known !== undefined) return known;
  const environment = new Environment({ limits })
    .registerVariable({ name: 'asset', schema: assetShape })
    .registerVariable({ name: 'request', schema: { fromZone: 'string', toZone: 'string', purpose: 'string' } });
  const made =
    predicate === undefined ? { environment, schema: {}, programs: new Map() } : withBody(environment, predicate);
  languages.set(kind, made);
  return made;
}

function withBody(environment: Environment, { schema: bodySchema }: Predicate): Language {
  const schema = z.toJSONSchema(bodySchema, jsonSchemaOptions) as JsonSchema;
  const shape = shapeOf(schema);
  const body = typeof shape === 'string' ? { name: 'body', type: shape } : { name: 'body', schema: shape };
  return {
    environment: environment.registerVariable(body as Parameters<Environment['registerVariable']>[0]),
    schema,
    programs: new Map(),
  };
}

const assetShape = {
  kind: 'string',
  name: 'string',
  sensitivity: 'string',
  zone: 'string',
  labels: 'list<string>',
  licence: 'string',
  supplier: 'string',
  tier: 'string',
  checks: 'list<string>',
  revision: 'string',
} as const;

/** Types that CEL knows; what may be one or the other is looked at when it is there. */
function shapeOf({ type, properties, items }: JsonSchema): CelShape {
  if (type === 'object' && properties !== undefined && Object.keys(properties).length > 0)
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, shapeOf(one)]));
  if (type === 'object') return 'map<string, dyn>';
  if (type === 'string') return 'string';
  if (type === 'boolean') return 'bool';
  if (type === 'integer') return 'int';
  if (type === 'number') return 'double';
  if (type === 'array') {
    const item = items === undefined ? 'dyn' : shapeOf(items);
    return typeof item === 'string' ? `list<${item}>` : 'list<dyn>';
  }
  return 'dyn';
}

/** Whole numbers become CEL's `int` where the schema says integer; elsewhere a number stays a double. */
function celValue(value: unknown, schema: JsonSchema | undefined): unknown {
  if (typeof value === 'number') return schema?.type === 'integer' ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((one) => celValue(one, schema?.items));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, celValue(one, schema?.properties?.[name])]),
  );
}

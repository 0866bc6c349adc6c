// What a kind of statement is, for people.
import { findPredicateOfKind } from '#predicates/find-predicate';
import { predicates } from '#predicates/predicates.generated';
import { ownerOfKind } from './kind-owners.ts';

export interface KindFacts {
  readonly kind: string;
  readonly meaning: string;
  readonly type: string;
  /** What the digest of the subject stands for. */
  readonly subject: string;
  readonly timeToLiveDays: number | null;
  readonly invalidatedBy: readonly string[];
  readonly fields: readonly KindField[];
  readonly example: unknown;
  /** The command that makes it, where that is another than `assay attest`. */
  readonly madeBy?: string;
}

export interface KindField {
  readonly name: string;
  /** For example `text`, `number 0..1`, `one of pass, fail`, `list of objects`. */
  readonly type: string;
  readonly optional: boolean;
  /** Of a body that has several forms: what tells them apart. */
  readonly form?: string;
}

/** Every kind with its meaning, sorted. */
export function allKinds(): readonly { readonly id: string; readonly title: string }[] {
  return predicates.map(({ kind, meaning }) => ({ id: kind, title: meaning })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** undefined for a kind that is none */
export async function describeKind(kind: string): Promise<KindFacts | undefined> {
  const predicate = findPredicateOfKind(kind);
  if (predicate === undefined) return undefined;
  const { z } = await import('zod');
  const { meaning, type, subject, timeToLiveDays, invalidatedBy, example, schema } = predicate;
  const shape = z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' });
  const madeBy = ownerOfKind(kind);
  const fields = fieldsOf(shape);
  return {
    kind,
    meaning,
    type,
    subject,
    timeToLiveDays,
    invalidatedBy,
    fields,
    example,
    ...(madeBy === undefined ? {} : { madeBy }),
  };
}

/** As far as JSON Schema is read here. */
interface Shape {
  readonly type?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly format?: unknown;
  readonly pattern?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

function fieldsOf(shape: Shape, form?: string): readonly KindField[] {
  const forms = shape.oneOf ?? shape.anyOf;
  if (forms !== undefined) return forms.filter(isShape).flatMap((one) => fieldsOf(one, formOf(one)));
  return Object.entries(shape.properties ?? {}).map(([name, value]) => ({
    name,
    type: typeText(value),
    optional: !(shape.required ?? []).includes(name),
    ...(form === undefined ? {} : { form }),
  }));
}

/** The member with one possible value. */
function formOf({ properties = {} }: Shape): string {
  const found = Object.entries(properties).find(([, value]) => isShape(value) && value.const !== undefined);
  return found === undefined ? '' : `${found[0]} ${isShape(found[1]) ? String(found[1].const) : ''}`;
}

function typeText(value: unknown): string {
  if (!isShape(value)) return 'anything';
  if (value.const !== undefined) return JSON.stringify(value.const);
  if (value.enum !== undefined) return `one of ${value.enum.map(String).join(', ')}`;
  const forms = value.oneOf ?? value.anyOf;
  if (forms !== undefined) return [...new Set(forms.map(typeText))].join(' or ');
  if (value.type === 'array') return `list of ${typeText(value.items)}`;
  if (value.type === 'object') {
    const names = Object.keys(value.properties ?? {});
    return names.length === 0 ? 'object' : `{${names.join(', ')}}`;
  }
  if (value.type === 'string') return stringText(value);
  if (value.type === 'number' || value.type === 'integer') return numberText(value);
  return typeof value.type === 'string' ? value.type : 'anything';
}

function stringText({ format, pattern }: Shape): string {
  if (format === 'date-time') return 'time';
  return typeof pattern === 'string' && pattern.includes('{64}') ? 'sha-256' : 'text';
}

function numberText({ type, minimum, maximum }: Shape): string {
  const noun = type === 'integer' ? 'whole number' : 'number';
  const isBounded = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER;
  if (typeof minimum !== 'number' || minimum <= -Number.MAX_SAFE_INTEGER) return noun;
  return isBounded ? `${noun} ${minimum}..${maximum}` : `${noun} from ${minimum} on`;
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null;
}

// The page of one kind of statement: what it says, how long it holds, its members, an example.
import { z } from 'zod';
import type { Predicate } from '#predicates/predicate';

/** Part of a JSON Schema, as far as the pages show it. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** Paragraphs below the heading. */
export function predicateParagraphs(predicate: Predicate): readonly string[] {
  const { meaning, type, subject, timeToLiveDays, invalidatedBy, example } = predicate;
  const shape: Shape = JSON.parse(JSON.stringify(z.toJSONSchema(predicate.schema)));
  return [
    `**${meaning}**`,
    `Predicate type: \`${type}\``,
    `Subject: ${subject}.`,
    timeToLiveDays === null
      ? 'Time alone takes nothing from it.'
      : `It says nothing any more after ${timeToLiveDays} days.`,
    invalidatedBy.length === 0 ? '' : `What else takes its force: ${invalidatedBy.join('; ')}.`,
    edges(predicate),
    table(shape),
    ['An example:', '', '```json', JSON.stringify(example, undefined, 2), '```'].join('\n'),
  ];
}

function edges({ materials, parties, example }: Predicate): string {
  const roles = [...new Set(materials?.(example).map(({ role }) => `\`${role}\``))];
  const people = [...new Set(parties?.(example).map(({ role }) => `\`${role}\``))];
  return [
    roles.length === 0 ? '' : `In the lineage it makes edges such as ${roles.join(', ')}.`,
    people.length === 0 ? '' : `It names parties such as ${people.join(', ')}.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** One table; of a union one for each variant. */
function table({ oneOf, ...shape }: Shape): string {
  if (oneOf !== undefined) return oneOf.map(table).join('\n\n');
  const rows = rowsOf(shape, '');
  return rows.length === 0 ? '' : ['| member | | |', '|---|---|---|', ...rows].join('\n');
}

function rowsOf({ properties = {}, required = [], oneOf = [] }: Shape, prefix: string): readonly string[] {
  const own = Object.entries(properties).flatMap(([name, shape]) => {
    const path = `${prefix}${name}`;
    const row = `| \`${path}\` | ${describe(shape)} | ${required.includes(name) ? '' : 'may be absent'} |`;
    const present = withoutNull(shape);
    const inner = present.items ?? present;
    return [row, ...rowsOf(inner, `${path}${present.items === undefined ? '' : '[]'}.`)];
  });
  return [...new Set([...own, ...oneOf.flatMap((shape) => rowsOf(shape, prefix))])];
}

function describe(shape: Shape): string {
  const { type, enum: values, const: only, pattern, format, items, anyOf, oneOf } = withoutNull(shape);
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  if (items !== undefined) return `list of ${describe(items)}`;
  if (pattern === '^[0-9a-f]{64}$') return 'SHA-256';
  if (format === 'date-time') return 'time';
  const kinds = [...(anyOf ?? []), ...(oneOf ?? [])].map(describe);
  return kinds.length === 0 ? (typeof type === 'string' ? type : 'any') : [...new Set(kinds)].join(' or ');
}

/** The predicates of others take null for absent. */
function withoutNull(shape: Shape): Shape {
  const { type, anyOf } = shape;
  if (Array.isArray(type)) {
    const [first] = type.filter((one) => one !== 'null');
    return { ...shape, type: first };
  }
  const [only, ...others] = anyOf?.filter((one) => one.type !== 'null') ?? [];
  return only !== undefined && others.length === 0 ? only : shape;
}

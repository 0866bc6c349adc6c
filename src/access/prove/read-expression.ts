// From Cedar's JSON form of an expression to ours. (Cedar, "JSON policy format", JsonExpr objects.)
import type { Expression, Pairing, Variable } from './expression.ts';
import { OutsideFragment } from './outside-fragment.ts';

/**
 * @param json - as `policyToJson` gives it
 * @throws {OutsideFragment} naming what there is no translation for
 */
export function readExpression(json: unknown): Expression {
  const [operator, body] = onlyMember(json);
  const unary = unaries[operator];
  if (unary !== undefined) return { op: unary, of: readExpression(member(body, 'arg')) };
  const pairing = pairings[operator];
  if (pairing !== undefined) return readPair(pairing, body);
  const read = readers[operator];
  if (read === undefined) throw new OutsideFragment(`the function ${operator}`);
  return read(body);
}

const unaries: Readonly<Record<string, 'not' | 'negate' | 'isEmpty'>> = {
  '!': 'not',
  neg: 'negate',
  isEmpty: 'isEmpty',
};

interface PairForm {
  readonly op: Pairing;
  readonly swapped?: boolean;
  readonly negated?: boolean;
}

/** No operand is looked at before the other, so `a > b` is `b < a`. */
const pairings: Readonly<Record<string, PairForm>> = {
  '&&': { op: 'and' },
  '||': { op: 'or' },
  '==': { op: 'equal' },
  '!=': { op: 'equal', negated: true },
  in: { op: 'in' },
  '<': { op: 'less' },
  '<=': { op: 'atMost' },
  '>': { op: 'less', swapped: true },
  '>=': { op: 'atMost', swapped: true },
  '+': { op: 'add' },
  '-': { op: 'subtract' },
  '*': { op: 'multiply' },
  contains: { op: 'contains' },
  containsAll: { op: 'containsAll' },
  containsAny: { op: 'containsAny' },
};

const readers: Readonly<Record<string, (body: unknown) => Expression>> = {
  Value: readLiteral,
  Var: (body) => ({ op: 'variable', name: readVariable(body) }),
  '.': (body) => ({ op: 'get', of: readExpression(member(body, 'left')), attribute: readText(member(body, 'attr')) }),
  has: readHas,
  like: (body) => ({
    op: 'like',
    of: readExpression(member(body, 'left')),
    pattern: readList(member(body, 'pattern')).map((part) =>
      part === 'Wildcard' ? undefined : readText(member(part, 'Literal')),
    ),
  }),
  is: readIs,
  'if-then-else': (body) => ({
    op: 'if',
    condition: readExpression(member(body, 'if')),
    whenTrue: readExpression(member(body, 'then')),
    whenFalse: readExpression(member(body, 'else')),
  }),
  Set: (body) => ({ op: 'set', elements: readList(body).map(readExpression) }),
  Record: (body) => ({
    op: 'record',
    fields: Object.entries(readObject(body)).map(([name, value]) => [name, readExpression(value)] as const),
  }),
};

function readPair({ op, swapped = false, negated = false }: PairForm, body: unknown): Expression {
  const [first, second] = [readExpression(member(body, 'left')), readExpression(member(body, 'right'))];
  const pair: Expression = swapped ? { op, left: second, right: first } : { op, left: first, right: second };
  return negated ? { op: 'not', of: pair } : pair;
}

function readLiteral(value: unknown): Expression {
  if (typeof value === 'boolean') return { op: 'truth', value };
  if (typeof value === 'string') return { op: 'text', value };
  if (typeof value === 'number') {
    // Cedar's JSON gives numbers of 64 bits as numbers of JavaScript: beyond this they may have been rounded.
    if (!Number.isSafeInteger(value)) throw new OutsideFragment('an integer beyond 2^53');
    return { op: 'integer', value };
  }
  if (Array.isArray(value)) return { op: 'set', elements: value.map(readLiteral) };
  const fields = readObject(value);
  if ('__extn' in fields) throw new OutsideFragment('a value of an extension type');
  return '__entity' in fields ? readEntity(fields.__entity) : readRecordLiteral(fields);
}

function readRecordLiteral(fields: Readonly<Record<string, unknown>>): Expression {
  return { op: 'record', fields: Object.entries(fields).map(([name, one]) => [name, readLiteral(one)] as const) };
}

/** @param json - `{type, id}`, or `{__entity: {type, id}}` */
export function readEntity(json: unknown): Extract<Expression, { op: 'entity' }> {
  const fields = readObject(json);
  const { type, id } = readObject(fields.__entity ?? fields);
  return { op: 'entity', entity: readText(type), id: readText(id) };
}

function readVariable(name: unknown): Variable {
  if (name === 'principal' || name === 'action' || name === 'resource' || name === 'context') return name;
  throw new OutsideFragment(`the variable ${String(name)}`);
}

/** `a has b.c` is `a has b && a.b has c`. */
function readHas(body: unknown): Expression {
  const names = member(body, 'attr');
  const [first = '', ...rest] = Array.isArray(names) ? names.map(readText) : [readText(names)];
  let of = readExpression(member(body, 'left'));
  let attribute = first;
  let all: Expression = { op: 'has', of, attribute };
  for (const next of rest) {
    of = { op: 'get', of, attribute };
    attribute = next;
    all = { op: 'and', left: all, right: { op: 'has', of, attribute } };
  }
  return all;
}

function readIs(body: unknown): Expression {
  const { left, entity_type, in: within } = readObject(body);
  const of = readExpression(left);
  const is: Expression = { op: 'is', of, entity: readText(entity_type) };
  return within === undefined
    ? is
    : { op: 'and', left: is, right: { op: 'in', left: of, right: readExpression(within) } };
}

function onlyMember(json: unknown): readonly [string, unknown] {
  const [first, second] = Object.entries(readObject(json));
  if (first === undefined || second !== undefined) throw new OutsideFragment('an expression of unknown form');
  return first;
}

function member(json: unknown, name: string): unknown {
  return readObject(json)[name];
}

export function readObject(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new OutsideFragment('an expression of unknown form');
  return Object.fromEntries(Object.entries(json));
}

export function readList(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new OutsideFragment('an expression of unknown form');
  return json;
}

export function readText(json: unknown): string {
  if (typeof json !== 'string') throw new OutsideFragment('an expression of unknown form');
  return json;
}

// An expression as Cedar writes it.
import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';

/** For people and for `phrase`; never parsed again. */
export function expressionText(expression: Expr): string {
  const [[operator, operands] = ['', undefined]] = Object.entries(expression);
  const write = writers[operator];
  return write === undefined ? JSON.stringify(expression) : write(operands as never, operator);
}

type Writer = (operands: never, operator: string) => string;
interface Two {
  readonly left: Expr;
  readonly right: Expr;
}

const infix: Writer = ({ left, right }: Two, operator) => `${inner(left)} ${operator} ${inner(right)}`;
const method: Writer = ({ left, right }: Two, operator) => `${inner(left)}.${operator}(${expressionText(right)})`;

const writers: Readonly<Record<string, Writer>> = {
  ...Object.fromEntries(
    ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '&&', '||', 'in'].map((one): [string, Writer] => [one, infix]),
  ),
  contains: method,
  containsAll: method,
  containsAny: method,
  Value: (value: unknown) => literal(value),
  Var: (name: string) => name,
  '!': ({ arg }: { readonly arg: Expr }) => `!${inner(arg)}`,
  neg: ({ arg }: { readonly arg: Expr }) => `-${inner(arg)}`,
  isEmpty: ({ arg }: { readonly arg: Expr }) => `${inner(arg)}.isEmpty()`,
  '.': ({ left, attr }: { readonly left: Expr; readonly attr: string }) => `${inner(left)}.${attr}`,
  has: ({ left, attr }: { readonly left: Expr; readonly attr: string | readonly string[] }) =>
    `${inner(left)} has ${typeof attr === 'string' ? attr : attr.join('.')}`,
  is: ({ left, entity_type }: { readonly left: Expr; readonly entity_type: string }) =>
    `${inner(left)} is ${entity_type}`,
  Set: (members: readonly Expr[]) => `[${members.map(expressionText).join(', ')}]`,
};

function inner(expression: Expr): string {
  const [operator = ''] = Object.keys(expression);
  const text = expressionText(expression);
  return writers[operator] === infix ? `(${text})` : text;
}

function literal(value: unknown): string {
  if (value instanceof Object && '__entity' in value && value.__entity instanceof Object) {
    const { type, id } = value.__entity as { readonly type?: unknown; readonly id?: unknown };
    return `${String(type)}::${JSON.stringify(id)}`;
  }
  return JSON.stringify(value);
}

// The value of a template expression that is made of constants only, computed without the template engine.
import * as limits from '#core/limits';
import { field, nodeField, nodesField, type TemplateNode, textField } from './template-node.ts';

export type Constant = string | number | readonly Constant[];

/** What `set` gave a name, when that is a constant. */
export type Variables = ReadonlyMap<string, Constant>;

/** The constant that `node` has as its value; undefined when it depends on anything else or is too deep to tell. */
export function foldConstant(node: TemplateNode | undefined, variables: Variables, depth = 0): Constant | undefined {
  if (node === undefined || depth > 60) return undefined;
  const fold = (inner: TemplateNode | undefined): Constant | undefined => foldConstant(inner, variables, depth + 1);
  switch (node.type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral': {
      const value = field(node, 'value');
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    }
    case 'ArrayLiteral':
    case 'TupleLiteral':
      return all(nodesField(node, 'value').map(fold));
    case 'Identifier':
      return variables.get(textField(node, 'value'));
    case 'BinaryExpression':
      return binary(operatorOf(node), fold(nodeField(node, 'left')), fold(nodeField(node, 'right')));
    case 'UnaryExpression': {
      const value = fold(nodeField(node, 'argument'));
      return typeof value === 'number' && operatorOf(node) === '-' ? -value : undefined;
    }
    case 'Ternary':
      return fold(nodeField(node, 'trueExpr')) ?? fold(nodeField(node, 'falseExpr'));
    case 'SelectExpression':
      return fold(nodeField(node, 'lhs'));
    case 'FilterExpression':
      return filtered(node, fold);
    case 'CallExpression':
      return called(node, fold);
    case 'MemberExpression':
      return member(node, fold);
    default:
      return undefined;
  }
}

export function operatorOf(node: TemplateNode): string {
  const operator = nodeField(node, 'operator');
  return operator === undefined ? '' : textField(operator, 'value');
}

type Fold = (node: TemplateNode | undefined) => Constant | undefined;

function binary(operator: string, left: Constant | undefined, right: Constant | undefined): Constant | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '~') return bounded(text(left) + text(right));
  if (operator === '%' && typeof left === 'string') return formatPercent(left, Array.isArray(right) ? right : [right]);
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return bounded(left + right);
  if (operator === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (typeof left === 'number' && typeof right === 'number') return arithmetic(operator, left, right);
  if (operator === '*' && typeof left === 'string' && typeof right === 'number') return repeat(left, right);
  if (operator === '*' && typeof left === 'number' && typeof right === 'string') return repeat(right, left);
  return undefined;
}

function arithmetic(operator: string, left: number, right: number): number | undefined {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (operator === '**') return left ** right;
  if (operator === '//') return Math.floor(left / right);
  return operator === '/' ? left / right : undefined;
}

function filtered(node: TemplateNode, fold: Fold): Constant | undefined {
  const filter = nodeField(node, 'filter');
  if (filter === undefined) return undefined;
  const name =
    filter.type === 'CallExpression'
      ? textField(nodeField(filter, 'callee') ?? filter, 'value')
      : textField(filter, 'value');
  const args =
    filter.type === 'CallExpression' ? nodesField(filter, 'args').map((arg) => fold(argumentValue(arg))) : [];
  return apply(name, fold(nodeField(node, 'operand')), args);
}

function called(node: TemplateNode, fold: Fold): Constant | undefined {
  const callee = nodeField(node, 'callee');
  const args = nodesField(node, 'args');
  if (callee?.type === 'Identifier' && textField(callee, 'value') === 'dict') {
    return args
      .filter((arg) => arg.type === 'KeywordArgumentExpression')
      .map((arg) => textField(nodeField(arg, 'key') ?? arg, 'value'));
  }
  if (callee?.type !== 'MemberExpression' || field(callee, 'computed') === true) return undefined;
  const name = textField(nodeField(callee, 'property') ?? callee, 'value');
  const object = fold(nodeField(callee, 'object'));
  const values = args.map((arg) => fold(argumentValue(arg)));
  if (name === 'join') return apply('join', values[0], [object]);
  if (name === 'format') return apply('braces', object, values);
  return apply(name === 'strip' ? 'trim' : name, object, values);
}

/** @source jinja2/filters.py and Python str methods, those that can put a name together */
function apply(
  name: string,
  value: Constant | undefined,
  args: readonly (Constant | undefined)[],
): Constant | undefined {
  if (value === undefined) return undefined;
  const first = args[0];
  if (name === 'join')
    return Array.isArray(value) ? bounded(value.map(text).join(first === undefined ? '' : text(first))) : text(value);
  if (name === 'list') return typeof value === 'string' ? [...value].slice(0, 1000) : value;
  if (name === 'first') return typeof value === 'string' ? value[0] : Array.isArray(value) ? value[0] : undefined;
  if (name === 'last')
    return typeof value === 'string' ? value.at(-1) : Array.isArray(value) ? value.at(-1) : undefined;
  if (name === 'reverse')
    return typeof value === 'string'
      ? [...value].reverse().join('')
      : Array.isArray(value)
        ? [...value].reverse()
        : undefined;
  if (name === 'string') return text(value);
  if (typeof value !== 'string') return undefined;
  if (name === 'lower' || name === 'upper') return name === 'lower' ? value.toLowerCase() : value.toUpperCase();
  if (name === 'trim' || name === 'safe' || name === 'escape' || name === 'e') return value.trim();
  if (name === 'replace' && typeof first === 'string' && typeof args[1] === 'string')
    return bounded(value.replaceAll(first, args[1]));
  if (name === 'format')
    return formatPercent(
      value,
      args.map((arg) => arg ?? ''),
    );
  if (name === 'braces') return formatBraces(value, args);
  if (name === 'split') return value.split(typeof first === 'string' && first !== '' ? first : ' ').slice(0, 1000);
  return undefined;
}

function member(node: TemplateNode, fold: Fold): Constant | undefined {
  const object = fold(nodeField(node, 'object'));
  const property = nodeField(node, 'property');
  if (object === undefined || typeof object === 'number' || property === undefined) return undefined;
  if (property.type === 'SliceExpression')
    return slice(
      object,
      fold(nodeField(property, 'start')),
      fold(nodeField(property, 'stop')),
      fold(nodeField(property, 'step')),
    );
  const index = fold(property);
  if (typeof index !== 'number') return undefined;
  return typeof object === 'string' ? object.at(index) : object.at(index);
}

function slice(
  object: string | readonly Constant[],
  start?: Constant,
  stop?: Constant,
  step?: Constant,
): Constant | undefined {
  const items: readonly Constant[] = typeof object === 'string' ? [...object] : object;
  const back = typeof step === 'number' && step < 0;
  const by = typeof step === 'number' ? Math.max(1, Math.abs(step)) : 1;
  const from = typeof start === 'number' ? start : undefined;
  const to = typeof stop === 'number' ? stop : undefined;
  const picked = (back ? [...items].reverse() : items.slice(from, to)).filter((_, index) => index % by === 0);
  return typeof object === 'string' ? picked.map(text).join('') : picked;
}

/** `'%c%s' % (95, 'x')`. */
function formatPercent(pattern: string, args: readonly Constant[]): string {
  let next = 0;
  return bounded(
    pattern.replaceAll(/%[-+ 0#]?\d{0,9}(?:\.\d{1,9})?([csdrxi%])/g, (_, kind: string) => {
      if (kind === '%') return '%';
      const value = args[next] ?? '';
      next += 1;
      return kind === 'c' && typeof value === 'number' ? codePoint(value) : text(value);
    }),
  );
}

/** `'{0}{:c}'.format(...)`. */
function formatBraces(pattern: string, args: readonly (Constant | undefined)[]): string {
  let next = 0;
  return bounded(
    pattern.replaceAll(/\{(\d{0,3})(?::(c)?[^{}]{0,20})?\}/g, (_, index: string, asCharacter: string | undefined) => {
      const value = args[index === '' ? next : Number(index)] ?? '';
      next += 1;
      return asCharacter === 'c' && typeof value === 'number' ? codePoint(value) : text(value);
    }),
  );
}

function argumentValue(argument: TemplateNode): TemplateNode | undefined {
  return argument.type === 'KeywordArgumentExpression' ? nodeField(argument, 'value') : argument;
}

function all(values: readonly (Constant | undefined)[]): Constant | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

function text(value: Constant): string {
  return typeof value === 'object' ? '' : String(value);
}

function repeat(part: string, count: number): string {
  return part.repeat(Math.max(0, Math.min(count, Math.floor(limits.foldedText.value / Math.max(1, part.length)))));
}

function codePoint(value: number): string {
  return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(Math.floor(value)) : '?';
}

function bounded(value: string): string {
  return value.length > limits.foldedText.value ? value.slice(0, limits.foldedText.value) : value;
}

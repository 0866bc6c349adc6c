// The value of a Python expression as far as its source says it: constants folded, names resolved, calls kept as calls.
import type { SyntaxNode } from '@lezer/common';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { CodeValue } from '../views/code.ts';
import type { PythonNames } from './python-names.ts';
import { stringLiteral } from './string-literal.ts';

export interface CallParts {
  readonly callee: string;
  readonly calleeValue: CodeValue;
  readonly args: readonly CodeValue[];
  readonly keywords: ReadonlyMap<string, CodeValue>;
}

export class PythonValues {
  readonly #text: string;
  readonly #names: PythonNames;
  #made = 0;

  constructor(text: string, names: PythonNames) {
    this.#text = text;
    this.#names = names;
  }

  /** Source of a node; identifiers in the form CPython compares them in (NFKC). */
  source(node: SyntaxNode): string {
    const text = this.#text.slice(node.from, node.to);
    return node.name === 'VariableName' || node.name === 'PropertyName' ? text.normalize('NFKC') : text;
  }

  value(node: SyntaxNode | null, depth = 0): CodeValue {
    if (node === null || depth > maxDepth) return unknown;
    this.#made += 1;
    if (this.#made > limits.pythonValues.value) {
      throw new FormatError('FORMAT_LIMIT', 'calls inside calls without end', { limit: 'pythonValues' });
    }
    switch (node.name) {
      case 'String':
        return { kind: 'text', text: stringLiteral(this.source(node)).slice(0, limits.foldedText.value) };
      case 'ContinuedString':
        return join(children(node).map((child) => this.value(child, depth + 1)));
      case 'FormatString':
        return this.#formatString(node, depth);
      case 'ParenthesizedExpression':
      case 'NamedExpression':
      case 'AwaitExpression':
        return this.value(operands(node).at(-1) ?? null, depth + 1);
      case 'VariableName': {
        const name = this.source(node);
        return this.#names.variable(name) ?? { kind: 'name', name: this.#names.resolve(name) };
      }
      case 'MemberExpression':
        return this.#member(node, depth);
      case 'CallExpression':
        return this.#call(node, depth);
      case 'BinaryExpression':
        return this.#binary(node, depth);
      default:
        return {
          kind: 'other',
          parts: operands(node)
            .slice(0, maxParts)
            .map((child) => this.value(child, depth + 1)),
        };
    }
  }

  callParts(node: SyntaxNode, depth = 0): CallParts {
    const calleeNode = node.firstChild;
    const calleeValue = this.value(calleeNode, depth + 1);
    const args: CodeValue[] = [];
    const keywords = new Map<string, CodeValue>();
    const list = node.getChild('ArgList');
    for (let child = list?.firstChild ?? null; child !== null; child = child.nextSibling) {
      if (isPunctuation(child)) continue;
      const sign = child.nextSibling;
      if (child.name === 'VariableName' && sign?.name === 'AssignOp') {
        keywords.set(this.source(child), this.value(sign.nextSibling, depth + 1));
        child = sign.nextSibling ?? sign;
      } else if (args.length < maxParts) args.push(this.value(child, depth + 1));
    }
    return { callee: calleeName(calleeValue), calleeValue, args, keywords };
  }

  #call(node: SyntaxNode, depth: number): CodeValue {
    const { callee, calleeValue, args, keywords } = this.callParts(node, depth);
    return (
      foldCall(callee, calleeValue, args) ?? {
        kind: 'call',
        callee,
        args: [...(calleeValue.kind === 'name' ? [] : [calleeValue]), ...args, ...keywords.values()],
      }
    );
  }

  #member(node: SyntaxNode, depth: number): CodeValue {
    const object = this.value(node.firstChild, depth + 1);
    const property = node.getChild('PropertyName');
    if (property !== null) return attribute(object, this.source(property));
    const index = this.value(operands(node)[1] ?? null, depth + 1);
    const name = object.kind === 'name' ? object.name : undefined;
    if (name !== undefined && index.kind === 'text' && /^\w[\w.]*$/.test(index.text)) {
      const owner = lookupTables.get(name) ?? name.replace(/(?:\.__dict__|\(\))$/, '');
      if (owner !== name) return { kind: 'name', name: owner === '' ? index.text : `${owner}.${index.text}` };
    }
    const reversed =
      object.kind === 'text' &&
      /^\[\s*:\s*:\s*-\s*1\s*\]$/.test(this.#text.slice(node.firstChild?.to ?? node.from, node.to).trim());
    if (reversed && object.kind === 'text') return { kind: 'text', text: [...object.text].reverse().join('') };
    // One entry of a table is not the table: `os.environ["HOME"]` against `os.environ`.
    const entry: CodeValue = name === undefined ? object : { kind: 'name', name: `${name}[]` };
    return { kind: 'other', parts: [entry, index] };
  }

  #binary(node: SyntaxNode, depth: number): CodeValue {
    const [left, right] = [node.firstChild, node.lastChild].map((child) => this.value(child, depth + 1));
    const operator = node.getChild('ArithOp');
    if (left === undefined || right === undefined) return unknown;
    if (operator !== null && this.source(operator) === '+' && left.kind === 'text' && right.kind === 'text')
      return join([left, right]);
    return { kind: 'other', parts: [left, right] };
  }

  #formatString(node: SyntaxNode, depth: number): CodeValue {
    const replacements = node.getChildren('FormatReplacement');
    const source = this.source(node);
    if (replacements.length === 0) return { kind: 'text', text: stringLiteral(source) };
    return {
      kind: 'other',
      parts: [
        { kind: 'text', text: stringLiteral(source).slice(0, limits.foldedText.value) },
        ...replacements.slice(0, maxParts).map((child) => this.value(operands(child)[0] ?? null, depth + 1)),
      ],
    };
  }
}

/** Name of what is called: dotted, with `()` where a call gave the object; empty when it has none. */
export function calleeName(value: CodeValue): string {
  if (value.kind === 'name') return value.name;
  return value.kind === 'call' ? `${value.callee}()` : '';
}

function attribute(object: CodeValue, property: string): CodeValue {
  if (object.kind === 'name') return { kind: 'name', name: `${object.name}.${property}`.slice(-300) };
  if (object.kind === 'text') return { kind: 'other', parts: [object, { kind: 'name', name: `str.${property}` }] };
  return { kind: 'other', parts: [object, { kind: 'name', name: `${calleeName(object)}.${property}`.slice(-300) }] };
}

/** Calls whose result is written in the source: `getattr(os, "system")`, `__import__("os")`, `chr(95)`, `"".join([...])`. */
function foldCall(callee: string, calleeValue: CodeValue, args: readonly CodeValue[]): CodeValue | undefined {
  const [first, second] = args;
  const bare = callee.replace(/^(?:builtins|__builtins__)\./, '');
  if (importers.has(bare) && first?.kind === 'text') return { kind: 'name', name: first.text.slice(0, 200) };
  if (bare === 'getattr' && first?.kind === 'name' && second?.kind === 'text')
    return { kind: 'name', name: `${first.name}.${second.text}` };
  if (bare === 'operator.attrgetter()' && calleeValue.kind === 'call' && first?.kind === 'name') {
    const wanted = calleeValue.args[0];
    return wanted?.kind === 'text' ? { kind: 'name', name: `${first.name}.${wanted.text}` } : undefined;
  }
  if (bare === 'vars' && first?.kind === 'name') return { kind: 'name', name: `${first.name}.__dict__` };
  if (/\.__dict__\.get$/.test(bare) && first?.kind === 'text') {
    return { kind: 'name', name: `${bare.slice(0, -'.__dict__.get'.length)}.${first.text}` };
  }
  if (bare === 'globals' || bare === 'locals') return { kind: 'name', name: 'globals()' };
  if (calleeValue.kind === 'other' && calleeValue.parts[0]?.kind === 'text') {
    const method = calleeValue.parts[1];
    if (method?.kind === 'name') return foldTextMethod(calleeValue.parts[0].text, method.name, args);
  }
  return undefined;
}

function foldTextMethod(text: string, method: string, args: readonly CodeValue[]): CodeValue | undefined {
  const [first, second] = args;
  if (method === 'str.join' && first?.kind === 'other' && first.parts.every((part) => part.kind === 'text')) {
    return { kind: 'text', text: first.parts.map((part) => (part.kind === 'text' ? part.text : '')).join(text) };
  }
  if (method === 'str.replace' && first?.kind === 'text' && second?.kind === 'text' && first.text !== '') {
    return { kind: 'text', text: text.replaceAll(first.text, second.text).slice(0, limits.foldedText.value) };
  }
  if (method === 'str.lower') return { kind: 'text', text: text.toLowerCase() };
  return method === 'str.strip' || method === 'str.encode' || method === 'str.decode'
    ? { kind: 'text', text }
    : undefined;
}

function join(values: readonly CodeValue[]): CodeValue {
  if (!values.every((value) => value.kind === 'text')) return { kind: 'other', parts: values.slice(0, maxParts) };
  const first = values[0];
  if (first?.kind === 'text' && first.text.length >= limits.foldedText.value) return first;
  const text = values.map((value) => (value.kind === 'text' ? value.text : '')).join('');
  return { kind: 'text', text: text.slice(0, limits.foldedText.value) };
}

function children(node: SyntaxNode): readonly SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null && all.length < maxChildren; child = child.nextSibling)
    all.push(child);
  return all;
}

/** Children that are expressions, not brackets, commas, operators and keywords. */
export function operands(node: SyntaxNode): readonly SyntaxNode[] {
  return children(node).filter((child) => !isPunctuation(child));
}

function isPunctuation(node: SyntaxNode): boolean {
  return !/^[A-Z]/.test(node.name) || /Op$/.test(node.name);
}

const unknown: CodeValue = { kind: 'other', parts: [] };
const maxDepth = 40;
const maxParts = 24;
const maxChildren = 4000;

const importers: ReadonlySet<string> = new Set([
  '__import__',
  'importlib.import_module',
  'importlib.__import__',
  'import_module',
]);

/** Maps that hold modules or names: `sys.modules["os"]`, `globals()["eval"]`, `__builtins__["eval"]`. */
const lookupTables: ReadonlyMap<string, string> = new Map([
  ['sys.modules', ''],
  ['globals()', ''],
  ['__builtins__', ''],
  ['builtins.__dict__', ''],
  ['__builtins__.__dict__', ''],
]);

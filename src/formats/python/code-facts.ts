// Walks a Python syntax tree in the order it runs: every call, with its resolved name and when it runs.
import type { SyntaxNode, Tree } from '@lezer/common';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { CodeCall, CodeValue } from '../views/code.ts';
import { importTimeOwners, type OwnedCall } from './import-time.ts';
import { PythonNames } from './python-names.ts';
import { operands, PythonValues } from './python-values.ts';

export interface CodeFacts {
  readonly calls: readonly CodeCall[];
  readonly imports: readonly { readonly name: string; readonly line: number }[];
  readonly internals: readonly { readonly name: string; readonly line: number; readonly when: 'import' | 'called' }[];
  readonly syntaxErrors: readonly number[];
}

/** @throws {FormatError} FORMAT_LIMIT when the tree is deeper than `limits.syntaxDepth` or the budget is spent */
export function codeFacts(text: string, tree: Tree, budget: WorkBudget): CodeFacts {
  return new FactWalk(text, budget).run(tree);
}

/** Where a statement stands: in which function, and whether under `if __name__ == "__main__"`. */
interface Place {
  readonly owner: string;
  readonly inMain: boolean;
  readonly depth: number;
}

class FactWalk {
  readonly #text: string;
  readonly #budget: WorkBudget;
  readonly #names = new PythonNames();
  readonly #values: PythonValues;
  readonly #lineStarts: readonly number[];
  readonly #calls: (OwnedCall & Omit<CodeCall, 'when'>)[] = [];
  readonly #imports: { name: string; line: number }[] = [];
  readonly #internals: { name: string; line: number; owner: string }[] = [];
  readonly #syntaxErrors: number[] = [];

  constructor(text: string, budget: WorkBudget) {
    this.#text = text;
    this.#budget = budget;
    this.#values = new PythonValues(text, this.#names);
    this.#lineStarts = lineStarts(text);
  }

  run(tree: Tree): CodeFacts {
    this.#collectNames(tree);
    this.#visitModule(tree.topNode);
    const running = importTimeOwners(this.#calls);
    const when = (owner: string): 'import' | 'called' => (running.has(owner) ? 'import' : 'called');
    return {
      calls: this.#calls.map(({ owner, ...call }) => ({ ...call, when: when(owner) })),
      imports: this.#imports,
      internals: this.#internals.map(({ owner, ...internal }) => ({ ...internal, when: when(owner) })),
      syntaxErrors: this.#syntaxErrors,
    };
  }

  /**
   * Statements of the module. After a construct the parser does not know, it takes the rest of a function for module
   * level: an indented statement belongs to the definition above it.
   */
  #visitModule(module: SyntaxNode): void {
    let definition = '';
    for (let child = module.firstChild; child !== null; child = child.nextSibling) {
      const indented =
        child.from > 0 && /[ \t]/.test(this.#text[child.from - 1] ?? '') && this.#isLineStart(child.from);
      if (!indented) definition = definitionName(child, this.#values);
      this.#visit(child, { owner: indented ? definition : '', inMain: false, depth: 0 });
    }
  }

  #isLineStart(offset: number): boolean {
    const start = this.#lineStarts[this.#line(offset) - 1] ?? 0;
    return this.#text.slice(start, offset).trim() === '';
  }

  /** Imports and definitions first: a function may use what is imported below it. */
  #collectNames(tree: Tree): void {
    const cursor = tree.cursor();
    do {
      this.#budget.spend(1);
      if (cursor.name === 'ImportStatement') this.#import(cursor.node);
      else if (cursor.name === 'FunctionDefinition' || cursor.name === 'ClassDefinition') {
        const inClass =
          cursor.node.parent?.parent?.name === 'ClassDefinition' ||
          cursor.node.parent?.parent?.parent?.name === 'ClassDefinition';
        const name = cursor.node.getChild('VariableName');
        if (name !== null && !inClass) this.#names.define(this.#values.source(name));
      } else if (cursor.type.isError && this.#syntaxErrors.length < maxErrors)
        this.#syntaxErrors.push(this.#line(cursor.from));
    } while (cursor.next());
  }

  #import(node: SyntaxNode): void {
    const words: string[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) words.push(this.#values.source(child));
    const from = words[0] === 'from';
    const split = words.indexOf('import');
    const base = from ? words.slice(1, split).join('') : '';
    for (const item of splitItems(words.slice(split + 1))) {
      const as = item.indexOf('as');
      const path = item.slice(0, as === -1 ? item.length : as).join('');
      const full = from ? `${base}.${path}` : path;
      const alias = as === -1 ? (from ? path : (path.split('.')[0] ?? path)) : (item[as + 1] ?? path);
      if (path === '') continue;
      this.#names.import(alias, as === -1 && !from ? alias : full);
      this.#imports.push({ name: full, line: this.#line(node.from) });
    }
  }

  #visit(node: SyntaxNode, place: Place): void {
    this.#budget.spend(1);
    if (place.depth > limits.syntaxDepth.value)
      throw new FormatError('FORMAT_LIMIT', 'Python source nested too deep', { limit: 'syntaxDepth' });
    const inner = { ...place, depth: place.depth + 1 };
    if (node.name === 'FunctionDefinition') this.#function(node, inner);
    else if (node.name === 'ClassDefinition') this.#class(node, inner);
    else if (node.name === 'IfStatement') this.#if(node, inner);
    else if (node.name === 'LambdaExpression') this.#lambda(node, inner);
    else {
      if (node.name === 'CallExpression') this.#call(node, place);
      else if (node.name === 'Decorator') this.#decorator(node, place);
      else if (node.name === 'PropertyName' || node.name === 'String') this.#internal(node, place);
      else if (node.name === 'ForStatement') this.#loop(node);
      this.#visitChildren(node, inner);
      if (node.name === 'AssignStatement' || node.name === 'NamedExpression' || node.name === 'UpdateStatement')
        this.#assign(node);
    }
  }

  #lambda(node: SyntaxNode, place: Place): void {
    this.#visitChildren(node, this.#isCalledAtOnce(node) ? place : { ...place, owner: `${place.owner}.<lambda>` });
  }

  #visitChildren(node: SyntaxNode, place: Place): void {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) this.#visit(child, place);
  }

  /** Defaults and annotations run where the definition stands, the body when it is called. */
  #function(node: SyntaxNode, place: Place): void {
    const name = node.getChild('VariableName');
    const owner = ownerOf(place.owner, name === null ? '<function>' : this.#values.source(name));
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      this.#visit(child, child.name === 'Body' ? { ...place, owner } : place);
    }
  }

  /** A class body runs where it stands; its functions are named after it. */
  #class(node: SyntaxNode, place: Place): void {
    const name = node.getChild('VariableName');
    const className = name === null ? '<class>' : this.#values.source(name);
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name !== 'Body') this.#visit(child, place);
      else {
        for (let statement = child.firstChild; statement !== null; statement = statement.nextSibling) {
          const definition =
            statement.name === 'DecoratedStatement' ? statement.getChild('FunctionDefinition') : statement;
          if (definition?.name === 'FunctionDefinition' && (place.owner === '' || place.owner.startsWith('<'))) {
            for (const decorator of statement.getChildren('Decorator')) this.#visit(decorator, place);
            this.#method(definition, className, place);
          } else this.#visit(statement, place);
        }
      }
    }
  }

  #method(node: SyntaxNode, className: string, place: Place): void {
    const name = node.getChild('VariableName');
    const owner = `${className}.${name === null ? '' : this.#values.source(name)}`;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      this.#visit(child, child.name === 'Body' ? { ...place, owner } : place);
    }
  }

  #if(node: SyntaxNode, place: Place): void {
    const test = node.firstChild?.nextSibling ?? null;
    const condition = test === null ? '' : this.#values.source(test).slice(0, 200);
    const main = /__name__\s*==\s*(["'])__main__\1/.test(condition) && !/\b(?:or|not)\b/.test(condition);
    let first = true;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      this.#visit(child, main && first && child.name === 'Body' ? { ...place, inMain: true } : place);
      if (child.name === 'Body') first = false;
    }
  }

  #assign(node: SyntaxNode): void {
    const target = node.firstChild;
    const last = node.lastChild;
    if (target?.name !== 'VariableName' || last === null || target.nextSibling === null || last === target) return;
    if (target.nextSibling.name === ',') return;
    const name = this.#values.source(target);
    const value = this.#values.value(last);
    const before = node.name === 'UpdateStatement' ? this.#names.variable(name) : undefined;
    this.#names.assign(name, before === undefined ? value : joined(before, value));
  }

  /** `for f in (os.system,)`: the variable is the first item, when that is a name written there. */
  #loop(node: SyntaxNode): void {
    const target = node.getChild('VariableName');
    const items = node.getChild('TupleExpression') ?? node.getChild('ArrayExpression');
    const first = items === null ? undefined : operands(items)[0];
    if (target === null || items === null || first === undefined || target.from > items.from) return;
    const value = this.#values.value(first);
    if (value.kind === 'name') this.#names.assign(this.#values.source(target), value);
  }

  #call(node: SyntaxNode, place: Place): void {
    if (this.#calls.length >= limits.codeCalls.value)
      throw new FormatError('FORMAT_LIMIT', 'too many calls', { limit: 'codeCalls' });
    const { callee, calleeValue, args, keywords } = this.#values.callParts(node);
    const name = callee === '' ? methodName(calleeValue) : callee;
    const plain = calleeValue.kind === 'name';
    this.#calls.push({
      callee: name,
      ...(plain ? {} : { calleeValue }),
      args,
      keywords,
      inMain: place.inMain,
      line: this.#line(node.from),
      owner: place.owner,
    });
  }

  /** `@f` calls f with the function that follows. */
  #decorator(node: SyntaxNode, place: Place): void {
    const text = this.#values.source(node).slice(1).trim();
    const [first, ...rest] = text.split('.');
    if (!/^[\w.]+$/.test(text) || first === undefined) return;
    const callee = [this.#names.resolve(first), ...rest].join('.');
    this.#calls.push({
      callee,
      args: [],
      keywords: new Map(),
      inMain: place.inMain,
      line: this.#line(node.from),
      owner: place.owner,
    });
  }

  #internal(node: SyntaxNode, place: Place): void {
    if (node.name === 'String' && node.parent?.name !== 'MemberExpression' && node.parent?.name !== 'ArgList') return;
    const name = this.#values.source(node).replace(/^["']|["']$/g, '');
    if (!internalNames.has(name) || this.#internals.length >= maxInternals) return;
    this.#internals.push({ name, line: this.#line(node.from), owner: place.owner });
  }

  #isCalledAtOnce(node: SyntaxNode): boolean {
    const parent = node.parent;
    return (
      parent?.name === 'ParenthesizedExpression' &&
      parent.parent?.name === 'CallExpression' &&
      parent.parent.firstChild?.from === parent.from
    );
  }

  #line(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** Owner of what stands in a definition; empty for other statements. */
function definitionName(node: SyntaxNode, values: PythonValues): string {
  const definition =
    node.name === 'DecoratedStatement'
      ? (node.getChild('FunctionDefinition') ?? node.getChild('ClassDefinition'))
      : node;
  if (definition?.name !== 'FunctionDefinition' && definition?.name !== 'ClassDefinition') return '';
  const name = definition.getChild('VariableName');
  return name === null ? '.<definition>' : `.${values.source(name)}`;
}

/** `x += y`. */
function joined(before: CodeValue, added: CodeValue): CodeValue {
  if (before.kind !== 'text' || added.kind !== 'text') return { kind: 'other', parts: [before, added] };
  return { kind: 'text', text: (before.text + added.text).slice(0, limits.foldedText.value) };
}

/** `x().method` as a name, when the object is a call or an expression. */
function methodName(value: CodeValue): string {
  const last = value.kind === 'other' ? value.parts.at(-1) : undefined;
  return last?.kind === 'name' ? last.name : '';
}

function ownerOf(outer: string, name: string): string {
  return outer === '' ? `.${name}` : `${outer}.${name}`;
}

function splitItems(words: readonly string[]): readonly string[][] {
  const items: string[][] = [[]];
  for (const word of words) {
    if (word === ',') items.push([]);
    else if (word !== '(' && word !== ')') items.at(-1)?.push(word);
  }
  return items;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

const maxErrors = 1000;
const maxInternals = 1000;

/** Attributes through which any object leads to the interpreter. */
const internalNames: ReadonlySet<string> = new Set(
  '__globals__ __builtins__ __subclasses__ __mro__ __base__ __bases__ __code__ __closure__ gi_frame f_globals f_builtins'.split(
    ' ',
  ),
);

// What a parsed template reaches for: attributes, subscripts and filter arguments, with constants folded.
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { TemplateFact } from '../views/template.ts';
import { type Constant, foldConstant, operatorOf } from './fold-constant.ts';
import { children, field, nodeField, nodesField, type TemplateNode, textField } from './template-node.ts';

/**
 * Facts of a template. Iterative, so any depth is safe.
 * @param lineOf - first line on which a text stands
 * @throws {FormatError} FORMAT_LIMIT
 */
export function templateFacts(
  root: TemplateNode,
  lineOf: (text: string) => number,
  budget: WorkBudget,
): readonly TemplateFact[] {
  return new FactFinder(lineOf, budget).find(root);
}

class FactFinder {
  readonly #lineOf: (text: string) => number;
  readonly #budget: WorkBudget;
  readonly #variables = new Map<string, Constant>();
  readonly #facts = new Map<string, TemplateFact>();

  constructor(lineOf: (text: string) => number, budget: WorkBudget) {
    this.#lineOf = lineOf;
    this.#budget = budget;
  }

  find(root: TemplateNode): readonly TemplateFact[] {
    const nodes = this.#inOrder(root);
    // Twice: a macro may use what a later statement sets.
    for (const { node } of nodes) this.#assign(node);
    for (const { node } of nodes) this.#assign(node);
    for (const { node, cost } of nodes) this.#inspect(node, cost);
    return [...this.#facts.values()];
  }

  /** Every node with the constant number of times the loops around it run. */
  #inOrder(root: TemplateNode): readonly { node: TemplateNode; cost: number }[] {
    const all: { node: TemplateNode; cost: number }[] = [];
    const pending = [{ node: root, cost: 1 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      this.#budget.spend(1);
      all.push(next);
      const { node } = next;
      const cost = node.type === 'For' ? next.cost * (this.#rangeLength(nodeField(node, 'iterable')) ?? 1) : next.cost;
      for (const child of [...children(node)].reverse()) pending.push({ node: child, cost });
    }
    return all;
  }

  #assign(node: TemplateNode): void {
    if (node.type !== 'Set') return;
    const assignee = nodeField(node, 'assignee');
    const body = nodesField(node, 'body');
    const value = foldConstant(nodeField(node, 'value') ?? (body.length === 1 ? body[0] : undefined), this.#variables);
    if (assignee?.type === 'Identifier' && value !== undefined)
      this.#variables.set(textField(assignee, 'value'), value);
    if (assignee?.type === 'TupleLiteral' && Array.isArray(value)) {
      for (const [index, name] of nodesField(assignee, 'value').entries()) {
        const item: Constant | undefined = value[index];
        if (item !== undefined) this.#variables.set(textField(name, 'value'), item);
      }
    }
  }

  #inspect(node: TemplateNode, cost: number): void {
    if (cost > limits.templateRange.value) this.#add({ what: 'cost', amount: cost, line: this.#lineOf('range') });
    if (node.type === 'MemberExpression') this.#member(node);
    else if (node.type === 'FilterExpression' || node.type === 'FilterStatement')
      this.#filter(nodeField(node, 'filter'));
    else if (node.type === 'Identifier' && /^__\w+__$/.test(textField(node, 'value')))
      this.#name(textField(node, 'value'));
    else if (node.type === 'CallExpression') this.#cost(this.#rangeLength(node), 'range');
    else if (node.type === 'BinaryExpression') this.#product(node);
    else if (node.type === 'StringLiteral') {
      this.#formatted(textField(node, 'value'));
      this.#replacementField(textField(node, 'value'));
    }
  }

  #member(node: TemplateNode): void {
    const property = nodeField(node, 'property');
    const object = nodeField(node, 'object');
    if (property === undefined) return;
    const computed = field(node, 'computed') === true;
    if (!computed) this.#name(textField(property, 'value'));
    else this.#subscript(property);
    const owner = object?.type === 'Identifier' ? textField(object, 'value') : '';
    if (engineObjects.has(owner) && !this.#variables.has(owner)) {
      this.#add({ what: 'engine-object', name: owner, line: this.#lineOf(owner) });
    }
  }

  /** `x[...]`: for a string it is the same as an attribute. */
  #subscript(property: TemplateNode): void {
    const value = foldConstant(property, this.#variables);
    if (typeof value === 'string') this.#name(value);
    else if (value === undefined && buildsName(property))
      this.#add({ what: 'computed-attribute', line: this.#lineOf('__') });
  }

  /** `|attr(name)`, `|map(attribute=name)`, `|groupby(name)` and the like look attributes up. */
  #filter(filter: TemplateNode | undefined): void {
    if (filter?.type !== 'CallExpression') return;
    const name = textField(nodeField(filter, 'callee') ?? filter, 'value');
    if (!attributeFilters.has(name)) return;
    for (const argument of nodesField(filter, 'args')) {
      const value = foldConstant(
        argument.type === 'KeywordArgumentExpression' ? nodeField(argument, 'value') : argument,
        this.#variables,
      );
      if (typeof value === 'string') for (const part of value.split('.')) this.#name(part);
      else if (name === 'attr' && value === undefined)
        this.#add({ what: 'computed-attribute', line: this.#lineOf('attr') });
    }
  }

  #name(name: string): void {
    if (/^_/.test(name) && name !== '_')
      this.#add({ what: 'underscore', name: name.slice(0, 100), line: this.#lineOf(name) });
  }

  #rangeLength(node: TemplateNode | undefined): number | undefined {
    if (node?.type !== 'CallExpression' || textField(nodeField(node, 'callee') ?? node, 'value') !== 'range')
      return undefined;
    const args = nodesField(node, 'args').map((arg) => foldConstant(arg, this.#variables));
    const [first, second, third] = args.map((arg) => (typeof arg === 'number' ? arg : undefined));
    if (first === undefined || (args.length > 1 && second === undefined)) return undefined;
    const span = second === undefined ? first : second - first;
    return Math.max(0, Math.ceil(span / (third === undefined || third === 0 ? 1 : third)));
  }

  /** `'a' * 10**9` and `10**10**10`. */
  #product(node: TemplateNode): void {
    const operator = operatorOf(node);
    if (operator !== '*' && operator !== '**') return;
    const left = foldConstant(nodeField(node, 'left'), this.#variables);
    const right = foldConstant(nodeField(node, 'right'), this.#variables);
    if (operator === '*' && typeof left !== 'number' && typeof right === 'number') this.#cost(right, '*');
    if (operator === '*' && typeof right !== 'number' && typeof left === 'number') this.#cost(left, '*');
    if (operator === '**' && typeof left === 'number' && typeof right === 'number' && Math.abs(left) > 1) {
      this.#cost(right > 1000 ? right * 1000 : 0, '**');
    }
  }

  /** `'%999999999d'`. */
  #formatted(text: string): void {
    const width = /%[-+ 0#]?(\d{7,})[a-z]|\{[^{}]{0,20}:[^{}]{0,3}?(\d{7,})/.exec(text.slice(0, 10_000));
    if (width !== null) this.#cost(Number(width[1] ?? width[2]), text.slice(0, 20));
  }

  /** `'{0.__class__}'.format(x)`: a replacement field walks attributes as an expression does. */
  #replacementField(text: string): void {
    const field = /\{[^{}.[]{0,60}[.[][^{}]{0,200}\}/.exec(text.slice(0, 10_000))?.[0];
    const name = field === undefined ? undefined : /__\w{1,60}/.exec(field)?.[0];
    if (name !== undefined) this.#name(name);
  }

  #cost(amount: number | undefined, near: string): void {
    if (amount !== undefined && amount > limits.templateRange.value)
      this.#add({ what: 'cost', amount, line: this.#lineOf(near) });
  }

  #add(fact: TemplateFact): void {
    const key = fact.what === 'underscore' || fact.what === 'engine-object' ? `${fact.what} ${fact.name}` : fact.what;
    if (!this.#facts.has(key) && this.#facts.size < maxFacts) this.#facts.set(key, fact);
  }
}

/** True when an expression puts a string together and one of its constants has a double underscore. */
function buildsName(root: TemplateNode): boolean {
  const pending: TemplateNode[] = [root];
  for (let count = 0; count < 1000; count += 1) {
    const node = pending.pop();
    if (node === undefined) return false;
    if (node.type === 'StringLiteral' && textField(node, 'value').includes('__')) return true;
    pending.push(...children(node));
  }
  return true;
}

const maxFacts = 50;

/** Objects of the engine from which Python's internals can be reached; a chat template has no use for their attributes. */
const engineObjects: ReadonlySet<string> = new Set(
  'self cycler joiner lipsum namespace dict range request url_for get_flashed_messages raise_exception strftime_now caller'.split(
    ' ',
  ),
);

const attributeFilters: ReadonlySet<string> = new Set(
  'attr map selectattr rejectattr groupby sum sort unique min max'.split(' '),
);

// Policies of Cedar, drawn at random over the vocabulary of access: well typed and not, safe and not, as deep as asked.
import { actionNames } from '#access/actions';
import type { AccessPolicy } from '#access/request';

/** An integer from 0 up to, not including, `below`. */
type Draw = (below: number) => number;

/** @param depth - of its conditions */
export function randomPolicy(id: string, depth: number, draw: Draw): AccessPolicy {
  const write = new Writer(draw);
  const effect = draw(3) === 0 ? 'forbid' : 'permit';
  const clauses = Array.from(
    { length: draw(3) },
    () => `${draw(2) === 0 ? 'when' : 'unless'} { ${write.truth(depth)} }`,
  );
  const text = `${effect} (${write.principal()}, ${write.action()}, ${write.resource()}) ${clauses.join(' ')};`;
  return { id, text };
}

const roles = ['owner', 'data-engineer', 'auditor'];
const zones = ['training', 'quarantine'];
const identities = ['root', 'mira'];
const texts = ['person', 'service', 'dataset', 'a*b', 'tab\\tnew\\u{e4}', 'key'];

class Writer {
  readonly #draw: Draw;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  principal(): string {
    return this.#one([
      () => 'principal',
      () => `principal in ${this.#named('Role', roles)}`,
      () => `principal == ${this.#named('Identity', identities)}`,
      () => `principal is Identity in ${this.#named('Role', roles)}`,
    ]);
  }

  action(): string {
    const some = (): string =>
      Array.from({ length: 1 + this.#draw(6) }, () => this.#named('Action', actionNames)).join(', ');
    return this.#one([
      () => 'action',
      () => `action in [${some()}]`,
      () => `action == ${this.#named('Action', actionNames)}`,
    ]);
  }

  resource(): string {
    return this.#one([
      () => 'resource',
      () => `resource in ${this.#named('Zone', zones)}`,
      () => 'resource is Asset',
      () => `resource is Asset in ${this.#named('Zone', zones)}`,
      () => 'resource is Policy',
    ]);
  }

  /** In parentheses: Cedar wants the order of comparisons said. */
  truth(depth: number): string {
    return `(${this.#anyTruth(depth)})`;
  }

  #anyTruth(depth: number): string {
    const deeper = depth - 1;
    const leaves = [
      () => this.#has(),
      () => `${this.#entity()} in ${this.#entity()}`,
      () => `${this.#entity()} in [${this.#entity()}, ${this.#entity()}]`,
      () => `${this.#entity()} in ${this.#set()}`,
      () => `${this.#entity()} is ${this.#one([() => 'Identity', () => 'Asset', () => 'Zone'])}`,
      () => `principal is Identity in ${this.#named('Role', roles)}`,
      () => `${this.#entity()} == ${this.#entity()}`,
      () => `${this.#text()} ${this.#one([() => '==', () => '!='])} ${this.#text()}`,
      () => `${this.#text()} like "${this.#pick(['*', 'per*', '*e', 'd*t*t', 'a\\*b', '*\\u{e4}', 'person', ''])}"`,
      () => `${this.#set()}.contains(${this.#entity()})`,
      () => `${this.#set()}.containsAll(${this.#set()})`,
      () => `${this.#set()}.containsAny(${this.#set()})`,
      () => `${this.#set()}.isEmpty()`,
      () => `${this.#set()} == ${this.#set()}`,
      () => `[${this.#text()}, ${this.#text()}].contains(${this.#text()})`,
      () => `{a: ${this.#integer(1)}, b: ${this.#text()}} == {b: ${this.#text()}, a: ${this.#integer(1)}}`,
      () => `{a: ${this.#integer(1)}}.a < {a: ${this.#integer(0)}}["a"]`,
      () => 'context.attested',
      () => 'context.grant.exception',
      () => this.#pick(['true', 'false', '1', '"true"', 'principal']),
    ];
    if (depth <= 0) return this.#one(leaves);
    return this.#one([
      ...leaves,
      ...Array.from({ length: 3 }, () => () => `(${this.truth(deeper)} && ${this.truth(deeper)})`),
      ...Array.from({ length: 3 }, () => () => `(${this.truth(deeper)} || ${this.truth(deeper)})`),
      ...Array.from({ length: 2 }, () => () => `!(${this.truth(deeper)})`),
      ...Array.from({ length: 3 }, () => () => `(${this.#has()} && ${this.truth(deeper)})`),
      () => `(if ${this.truth(deeper)} then ${this.truth(deeper)} else ${this.truth(deeper)})`,
      () => `(${this.truth(deeper)} == ${this.truth(deeper)})`,
      () => `${this.#integer(0)} ${this.#pick(['<', '>='])} ${this.#integer(0)}`,
      () => `${this.#integer(deeper)} ${this.#pick(['<', '<=', '>', '>=', '==', '!='])} ${this.#integer(deeper)}`,
      () => `(if ${this.truth(deeper)} then ${this.#set()} else ${this.#set()}).contains(${this.#entity()})`,
      () => `(if ${this.truth(deeper)} then ${this.#entity()} else ${this.#entity()}) has kind`,
    ]);
  }

  #has(): string {
    return this.#pick([
      'context has grant',
      'context has purpose',
      'context has attested',
      'context has grant.purpose',
      'context has grant.approver.kind',
      'principal has screenedUntil',
      'principal has organisation',
      'resource has owner',
      'resource has owner.organisation',
      'resource has sensitivity',
      'resource has name',
      'resource has "no such"',
      'context.grant has exception',
    ]);
  }

  #text(): string {
    return this.#one([
      () => `"${this.#pick(texts)}"`,
      () => 'principal.kind',
      () => 'principal.organisation',
      () => 'resource.kind',
      () => 'resource.name',
      () => 'resource.area',
      () => 'context.purpose',
      () => 'context.via',
      () => 'context["grant"]["purpose"]',
      () => 'context.grant.approver.kind',
      () => 'resource.owner.kind',
      () => `${this.#named('Identity', identities)}.kind`,
    ]);
  }

  #integer(depth: number): string {
    const leaves = [
      () => String(this.#draw(5) - 1),
      () => this.#pick(['9007199254740991', '-9007199254740991', '3037000500']),
      () => 'resource.sensitivity',
      () => 'context.at',
      () => '(context.at * 3037000500 * 3037000500)',
      () => '-(resource.sensitivity * 3037000500 * 3037000500)',
      () => 'context.grant.expiresAt',
      () => 'principal.screenedUntil',
    ];
    if (depth <= 0) return this.#one(leaves);
    const deeper = depth - 1;
    return this.#one([
      ...leaves,
      () => `(${this.#integer(deeper)} ${this.#pick(['+', '-', '*'])} ${this.#integer(deeper)})`,
      () => `(${this.#integer(deeper)} * ${this.#integer(deeper)})`,
      () => `-(${this.#integer(deeper)})`,
      () => `(if ${this.truth(deeper)} then ${this.#integer(deeper)} else ${this.#integer(deeper)})`,
    ]);
  }

  #set(): string {
    return this.#one([
      () => 'context.approvers',
      () => 'resource.makers',
      () => '[principal]',
      () => `[${this.#entity()}, ${this.#entity()}]`,
      () => `[${this.#named('Identity', identities)}]`,
      () => '[]',
    ]);
  }

  #entity(): string {
    return this.#one([
      () => 'principal',
      () => 'principal',
      () => 'resource',
      () => 'action',
      () => 'resource.owner',
      () => 'context.grant.approver',
      () => this.#named('Identity', identities),
      () => this.#named('Role', roles),
      () => this.#named('Zone', zones),
      () => this.#named('Action', actionNames),
    ]);
  }

  #named(kind: string, ids: readonly string[]): string {
    return `${kind}::"${this.#pick(ids)}"`;
  }

  #one(choices: readonly (() => string)[]): string {
    return (choices[this.#draw(choices.length)] ?? (() => 'true'))();
  }

  #pick(from: readonly string[]): string {
    return from[this.#draw(from.length)] ?? '';
  }
}

// All entities there could be, for one question to the solver.
//
// INVARIANT (small universe): entities occur in a question as named ones, as terms of their kind (the principal, an owner) and inside sets.
// Take any world in which the question holds. Keep of each kind the entities that are named or that a term stands for, and for each
// comparison of sets one element that decides it; drop all others, from sets too. Each comparison has the same answer as before, so the
// question holds in the small world as well. `header` counts those entities, so a world of that many is enough for "there is none" to be
// true of every world.
import type { EntityShape, SchemaShape } from './schema-shape.ts';
import { integer, quoteSymbol, type Sort, type Term, Terms } from './terms.ts';

/** Name of the kind of actions; there are as many as the schema has. */
const actionKind = 'Action';

interface Kind {
  readonly named: Map<string, Term>;
  /** Terms that stand for one entity each. */
  readonly single: Map<string, Term>;
  readonly witnesses: Set<string>;
  reserved: number;
}

export class World {
  readonly terms: Terms = new Terms();
  readonly shape: SchemaShape;
  readonly #kinds = new Map<string, Kind>();

  constructor(shape: SchemaShape) {
    this.shape = shape;
    for (const name of shape.entities.keys()) this.#kindOf(name);
    for (const action of shape.actions) this.named(actionKind, action);
  }

  sort(entity: string): Sort {
    this.#kindOf(entity);
    return quoteSymbol(entity);
  }

  entityShape(entity: string): EntityShape {
    return this.shape.entities.get(entity) ?? { attributes: new Map() };
  }

  named(entity: string, id: string): Term {
    const { named } = this.#kindOf(entity);
    const known = named.get(id);
    if (known !== undefined) return known;
    const made = { text: quoteSymbol(`${entity} ${named.size} ${id}`), sort: quoteSymbol(entity) };
    named.set(id, made);
    return made;
  }

  /** A term that stands for exactly one entity. */
  single(entity: string, term: Term): Term {
    this.#kindOf(entity).single.set(term.text, term);
    return term;
  }

  /** A comparison of sets whose answer may rest on an element that nothing else names. */
  decidedByElement(entity: string, comparison: Term): Term {
    this.#kindOf(entity).witnesses.add(comparison.text);
    return comparison;
  }

  none(entity: string): Term {
    return { text: quoteSymbol(`no ${entity}`), sort: this.sort(entity) };
  }

  union(entity: string, left: Term, right: Term): Term {
    return this.terms.apply(this.sort(entity), 'bvor', left, right);
  }

  intersects(entity: string, left: Term, right: Term): Term {
    const both = this.terms.apply(this.sort(entity), 'bvand', left, right);
    return this.terms.not(this.terms.equal(both, this.none(entity)));
  }

  includes(entity: string, whole: Term, part: Term): Term {
    const outside = this.terms.apply(this.sort(entity), 'bvnot', whole);
    return this.terms.not(this.intersects(entity, part, outside));
  }

  /** The entities with a name, by their ids; an entity's bit is its place in the list. */
  names(entity: string): ReadonlyMap<string, Term> {
    return this.#kindOf(entity).named;
  }

  kinds(): readonly string[] {
    return [...this.#kinds.keys()];
  }

  /** That a set of that kind has exactly one element. */
  isOne(entity: string, set: Term): Term {
    return this.terms.apply('Bool', quoteSymbol(`one ${entity}`), set);
  }

  /** Makes room for more entities that nothing names. */
  reserve(entity: string, count: number): void {
    const kind = this.#kindOf(entity);
    kind.reserved = Math.max(kind.reserved, count);
  }

  /** Bits of a set of that kind. */
  size(entity: string): number {
    const { named, single, witnesses, reserved } = this.#kindOf(entity);
    return entity === actionKind ? named.size : named.size + single.size + witnesses.size + 1 + reserved;
  }

  singles(): readonly { readonly entity: string; readonly term: Term }[] {
    return [...this.#kinds].flatMap(([entity, { single }]) => [...single.values()].map((term) => ({ entity, term })));
  }

  /** What stands before the definitions: the kinds, as large as they have to be, and the named entities. */
  header(): string[] {
    return [...this.#kinds].flatMap(([entity, { named }]) => {
      const width = this.size(entity);
      const sort = quoteSymbol(entity);
      return [
        `(define-sort ${sort} () (_ BitVec ${width}))`,
        `(define-fun ${this.none(entity).text} () ${sort} (_ bv0 ${width}))`,
        ...[...named.values()].map(
          ({ text }, place) => `(define-fun ${text} () ${sort} (_ bv${1n << BigInt(place)} ${width}))`,
        ),
        `(define-fun ${quoteSymbol(`one ${entity}`)} ((x ${sort})) Bool (and (distinct x (_ bv0 ${width})) (= (bvand x (bvsub x (_ bv1 ${width}))) (_ bv0 ${width}))))`,
      ];
    });
  }

  /** That what stands for one entity does. */
  assumptions(): string[] {
    return this.singles().map(({ entity, term }) => `(assert (${quoteSymbol(`one ${entity}`)} ${term.text}))`);
  }

  #kindOf(entity: string): Kind {
    const known = this.#kinds.get(entity);
    if (known !== undefined) return known;
    const made: Kind = { named: new Map(), single: new Map(), witnesses: new Set(), reserved: 0 };
    this.#kinds.set(entity, made);
    return made;
  }
}

/** Cedar's `Long`. */
export const longRange: { readonly least: Term; readonly most: Term } = {
  least: integer(-(2n ** 63n)),
  most: integer(2n ** 63n - 1n),
};

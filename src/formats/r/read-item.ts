// Walks one object of R's serialization without building it. Source: R's serialize.c, `ReadItem` and `ReadBC`.
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { RCode, type RCodeKind, type RPlace } from './code-facts.ts';
import { itemType } from './item-types.ts';
import type { RInput } from './r-input.ts';

/** What one object turned out to be, as far as its container needs to know. */
interface Seen {
  readonly type: number;
  /** Name of a symbol, or a short text. */
  readonly name?: string;
  /** Name that a call expression calls. */
  readonly called?: string;
}

interface Scope {
  readonly place: RPlace;
  /** The code this object is a part of. */
  readonly code?: RCode;
  readonly depth: number;
}

/** Raw vectors, which may be files of their own (a booster, another serialized object). */
export interface RawVector {
  readonly from: number;
  readonly to: number;
}

export class ItemWalker {
  readonly code: RCode[] = [];
  readonly rawVectors: RawVector[] = [];
  readonly #input: RInput;
  readonly #budget: WorkBudget;
  /** Name of each referenced object, '' for those that are no symbol. */
  readonly #references: string[] = [];

  constructor(input: RInput, budget: WorkBudget) {
    this.#input = input;
    this.#budget = budget;
  }

  /**
   * Walks the outermost object.
   * @throws {FormatError} FORMAT_MALFORMED for a type that R does not read, FORMAT_LIMIT for too much depth
   */
  walk(): void {
    this.#item({ place: 'value', depth: 0 });
  }

  #item(scope: Scope): Seen {
    const at = this.#input.position;
    this.#budget.spend(1, at);
    return this.#typed(this.#input.integer(), scope, at);
  }

  #typed(flags: number, scope: Scope, at: number): Seen {
    const type = flags & 0xff;
    if (scope.depth > deepest) throw new FormatError('FORMAT_LIMIT', 'objects are nested too deeply', { offset: at });
    if (flags === plainCharacters || flags === asciiCharacters || flags === utf8Characters)
      return this.#characters(scope);
    const inner = { ...scope, depth: scope.depth + 1 };
    if (bare.has(type)) return { type };
    if (type === itemType.reference) return this.#reference(flags);
    if (type === itemType.symbol) return this.#symbol(inner);
    if (type === itemType.environment) return this.#environment(inner);
    if (type === itemType.package || type === itemType.namespace || type === itemType.persistent)
      return this.#named(type, inner);
    if (type === itemType.pairlist || type === itemType.dots) return this.#pairs(flags, inner, at);
    if (type === itemType.language) return this.#call(flags, inner, at);
    if (type === itemType.closure) return this.#closure(flags, inner, at);
    if (type === itemType.promise) return this.#promise(flags, inner, at);
    if (type === itemType.altrep) return this.#several(3, type, inner);
    if (type === itemType.externalPointer) return this.#pointer(flags, inner);
    if (type === itemType.special || type === itemType.builtin) return this.#builtin(type, inner, at);
    const seen = this.#vector(type, inner, at);
    if (flags & hasAttributes) this.#item({ place: scope.place, depth: inner.depth });
    return seen;
  }

  #reference(flags: number): Seen {
    const at = this.#input.position;
    const packed = flags >> 8;
    const index = packed === 0 ? this.#input.integer() : packed;
    const name = this.#references[index - 1];
    if (name === undefined) throw malformed('a reference to an object that was not read', at);
    return name === '' ? { type: itemType.environment } : { type: itemType.symbol, name };
  }

  #symbol(scope: Scope): Seen {
    const { name } = this.#item({ place: scope.place, depth: scope.depth });
    this.#references.push(name ?? '');
    return { type: itemType.symbol, ...(name === undefined ? {} : { name }) };
  }

  #environment(scope: Scope): Seen {
    this.#input.integer();
    this.#references.push('');
    const frame: Scope = { place: 'frame', depth: scope.depth };
    return this.#several(4, itemType.environment, frame);
  }

  /** A package or namespace: a zero, a count and that many strings. */
  #named(type: number, scope: Scope): Seen {
    this.#input.integer();
    const count = this.#length();
    for (let index = 0; index < count; index += 1) this.#item(scope);
    this.#references.push('');
    return { type };
  }

  /** A pairlist; a loop, because lists of variables are long. */
  #pairs(firstFlags: number, scope: Scope, firstAt: number): Seen {
    let flags = firstFlags;
    let at = firstAt;
    while ((flags & 0xff) === itemType.pairlist || (flags & 0xff) === itemType.dots) {
      this.#attributesAndTag(flags, scope);
      const active = ((flags >> 12) & activeBinding) !== 0;
      this.#item(active ? this.#codeScope('active-binding', scope, at) : scope);
      at = this.#input.position;
      this.#budget.spend(1, at);
      flags = this.#input.integer();
    }
    this.#typed(flags, scope, at);
    return { type: itemType.pairlist };
  }

  #call(flags: number, scope: Scope, at: number): Seen {
    const code = scope.code === undefined ? this.#codeScope('call', scope, at) : scope;
    this.#attributesAndTag(flags, { place: scope.place, depth: scope.depth });
    const head = this.#item(code);
    const name = head.name ?? head.called ?? '';
    if (name !== '' && code.code !== undefined && !code.code.calls.has(name)) code.code.calls.set(name, at);
    const last = this.#arguments(code);
    // base::system is itself a call, of `::`, whose last argument names what is called.
    return selectors.has(name) && last !== undefined
      ? { type: itemType.language, called: last }
      : { type: itemType.language };
  }

  /** @returns the name of the last argument that has one */
  #arguments(scope: Scope): string | undefined {
    let last: string | undefined;
    for (;;) {
      const at = this.#input.position;
      this.#budget.spend(1, at);
      const flags = this.#input.integer();
      if ((flags & 0xff) !== itemType.pairlist) {
        this.#typed(flags, scope, at);
        return last;
      }
      this.#attributesAndTag(flags, scope);
      last = this.#item(scope).name ?? last;
    }
  }

  #closure(flags: number, scope: Scope, at: number): Seen {
    this.#attributesAndTag(flags, { place: scope.place, depth: scope.depth });
    const code = scope.code === undefined ? this.#codeScope('closure', scope, at) : scope;
    return this.#several(2, itemType.closure, code);
  }

  #promise(flags: number, scope: Scope, at: number): Seen {
    this.#attributesAndTag(flags, { place: scope.place, depth: scope.depth });
    const value = this.#item({ place: scope.place, depth: scope.depth });
    const forced = value.type !== itemType.unbound;
    this.#item(forced ? scope : this.#codeScope('promise', scope, at));
    return { type: itemType.promise };
  }

  #pointer(flags: number, scope: Scope): Seen {
    this.#references.push('');
    return this.#several(flags & hasAttributes ? 3 : 2, itemType.externalPointer, scope);
  }

  #builtin(type: number, scope: Scope, at: number): Seen {
    const name = this.#input.text(this.#length(), longestName);
    if (name !== '' && scope.code !== undefined && !scope.code.calls.has(name)) scope.code.calls.set(name, at);
    return { type, name };
  }

  #several(count: number, type: number, scope: Scope): Seen {
    for (let index = 0; index < count; index += 1) this.#item(scope);
    return { type };
  }

  #attributesAndTag(flags: number, scope: Scope): void {
    if (flags & hasAttributes) this.#item(scope);
    if (flags & hasTag) this.#item(scope);
  }

  #vector(type: number, scope: Scope, at: number): Seen {
    if (type === itemType.characters) return this.#characters(scope);
    if (type === itemType.weakReference) this.#references.push('');
    if (type === itemType.weakReference || type === itemType.s4) return { type };
    if (type === itemType.bytecode) return this.#bytecode(scope);
    const length = this.#length();
    const bytesEach = numberBytes.get(type);
    if (bytesEach !== undefined) this.#input.skipNumbers(length, bytesEach);
    else if (type === itemType.raw) {
      const range = this.#input.skipRaw(length);
      if (range !== undefined && length >= shortestFile) this.rawVectors.push(range);
    } else if (type === itemType.strings || type === itemType.list || type === itemType.expression) {
      return this.#elements(type, length, scope);
    } else throw malformed(`object type ${type} does not exist`, at);
    return { type };
  }

  #elements(type: number, length: number, scope: Scope): Seen {
    let name: string | undefined;
    for (let index = 0; index < length; index += 1) name = this.#item(scope).name;
    return length === 1 && type === itemType.strings && name !== undefined ? { type, name } : { type };
  }

  #characters(scope: Scope): Seen {
    const length = this.#input.integer();
    if (length < 0) return { type: itemType.characters };
    const name = this.#input.text(length, longestName);
    if (scope.code !== undefined && name !== '') scope.code.texts.add(name);
    return { type: itemType.characters, name };
  }

  #bytecode(scope: Scope): Seen {
    this.#input.integer();
    return this.#bytecodeBody(scope);
  }

  /** The instructions, then constants that each say their type first. */
  #bytecodeBody(scope: Scope): Seen {
    this.#item(scope);
    const count = this.#length();
    for (let index = 0; index < count; index += 1) {
      const at = this.#input.position;
      this.#budget.spend(1, at);
      const type = this.#input.integer();
      const inner = { ...scope, depth: scope.depth + 1 };
      if (inner.depth > deepest) throw new FormatError('FORMAT_LIMIT', 'objects are nested too deeply', { offset: at });
      if (type === itemType.bytecode) this.#bytecodeBody(inner);
      else if (bytecodeLanguage.has(type)) this.#bytecodeTree(type, inner);
      else this.#item(inner);
    }
    return { type: itemType.bytecode };
  }

  /** An expression among bytecode constants; its parts say their type first, and may refer to each other. */
  #bytecodeTree(firstType: number, scope: Scope): Seen {
    let type = firstType;
    let head: Seen | undefined;
    let last: string | undefined;
    const at = this.#input.position;
    while (bytecodeLanguage.has(type) && type !== itemType.bytecodeReference) {
      if (type === itemType.bytecodeDefinition) {
        this.#input.integer();
        type = this.#input.integer();
      }
      if (type === itemType.attributedLanguage || type === itemType.attributedList) this.#item(scope);
      this.#item(scope);
      const element = this.#bytecodeElement(this.#input.integer(), scope);
      head ??= element;
      last = element.name ?? last;
      type = this.#input.integer();
      this.#budget.spend(2, this.#input.position);
    }
    this.#bytecodeElement(type, scope);
    const name = head?.name ?? head?.called ?? '';
    if (name !== '' && scope.code !== undefined && !scope.code.calls.has(name)) scope.code.calls.set(name, at);
    return selectors.has(name) && last !== undefined
      ? { type: itemType.language, called: last }
      : { type: itemType.language };
  }

  #bytecodeElement(type: number, scope: Scope): Seen {
    const inner = { ...scope, depth: scope.depth + 1 };
    if (inner.depth > deepest) {
      throw new FormatError('FORMAT_LIMIT', 'objects are nested too deeply', { offset: this.#input.position });
    }
    if (type === itemType.bytecodeReference) {
      this.#input.integer();
      return { type };
    }
    return bytecodeLanguage.has(type) ? this.#bytecodeTree(type, inner) : this.#item(inner);
  }

  /** A length; -1 means that a 64-bit one follows. */
  #length(): number {
    const at = this.#input.position;
    const length = this.#input.integer();
    if (length >= 0) return length;
    const high = length === -1 ? this.#input.integer() : -1;
    if (high < 0 || high > 0xffff) throw malformed('a negative or impossible length', at);
    return high * 2 ** 32 + (this.#input.integer() >>> 0);
  }

  #codeScope(kind: RCodeKind, scope: Scope, offset: number): Scope {
    let code = this.code.find((known) => known.kind === kind && known.place === scope.place);
    if (code === undefined) {
      code = new RCode(kind, scope.place, offset);
      this.code.push(code);
    }
    code.count += 1;
    return { ...scope, code };
  }
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

/** The strings that files are full of: no attributes, and the text encoding in the levels. */
const plainCharacters = itemType.characters;
const asciiCharacters = 0x40000 | itemType.characters;
const utf8Characters = 0x8000 | itemType.characters;
const hasAttributes = 0x200;
const hasTag = 0x400;
/** In the levels of a variable in an environment. */
const activeBinding = 1 << 15;
/** R itself gives up at some thousands. */
const deepest = 1200;
/** Longer texts are passed over. */
const longestName = 64;
const shortestFile = 16;

const selectors: ReadonlySet<string> = new Set(['::', ':::', '$', '@', '[[']);

/** Objects that are their type and nothing else. */
const bare: ReadonlySet<number> = new Set([
  itemType.nil,
  itemType.emptyEnvironment,
  itemType.baseEnvironment,
  itemType.globalEnvironment,
  itemType.unbound,
  itemType.missingArgument,
  itemType.baseNamespace,
]);

const numberBytes: ReadonlyMap<number, 4 | 8 | 16> = new Map<number, 4 | 8 | 16>([
  [itemType.logical, 4],
  [itemType.integer, 4],
  [itemType.real, 8],
  [itemType.complex, 16],
]);

const bytecodeLanguage: ReadonlySet<number> = new Set([
  itemType.language,
  itemType.pairlist,
  itemType.attributedLanguage,
  itemType.attributedList,
  itemType.bytecodeDefinition,
  itemType.bytecodeReference,
]);

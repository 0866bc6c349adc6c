// What the names of a Python file stand for: imports with their aliases, and variables that hold a known value.
import type { CodeValue } from '../views/code.ts';

/** Names of one file, scopes taken together: a later assignment replaces an earlier one. */
export class PythonNames {
  readonly #imports = new Map<string, string>();
  readonly #variables = new Map<string, CodeValue>();
  readonly #defined = new Set<string>();

  import(alias: string, dotted: string): void {
    this.#imports.set(alias, dotted);
  }

  /** A function or class of the file itself: the name no longer means the builtin. */
  define(name: string): void {
    this.#defined.add(name);
  }

  isDefined(name: string): boolean {
    return this.#defined.has(name);
  }

  assign(name: string, value: CodeValue): void {
    this.#variables.set(name, value);
  }

  variable(name: string): CodeValue | undefined {
    return this.#variables.get(name);
  }

  /** The dotted name that a bare name stands for: `.name` for one of the file itself, `?name` when it is not known. */
  resolve(name: string): string {
    if (this.#defined.has(name)) return `.${name}`;
    const imported = this.#imports.get(name);
    if (imported !== undefined) return imported;
    const value = this.#variables.get(name);
    if (value?.kind === 'name') return value.name;
    // A parameter or a variable of unknown value: marked, so that it is not taken for a module of the same name.
    return builtinNames.has(name) ? name : `?${name}`;
  }
}

/** Names that mean something without an import. */
const builtinNames: ReadonlySet<string> = new Set(
  `__builtins__ __import__ breakpoint bytearray bytes chr compile delattr dict eval exec execfile getattr globals input list locals
   map open ord reversed self cls setattr str super tuple type vars object`.split(/\s+/),
);

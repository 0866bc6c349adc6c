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

  /** The dotted name that a bare name stands for. */
  resolve(name: string): string {
    if (this.#defined.has(name)) return `.${name}`;
    const imported = this.#imports.get(name);
    if (imported !== undefined) return imported;
    const value = this.#variables.get(name);
    return value?.kind === 'name' ? value.name : name;
  }
}

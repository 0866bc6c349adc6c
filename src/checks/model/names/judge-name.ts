// What is known about a name that a pickle imports, after the unpickler's own mapping.

import type { GlobalName } from '#formats/views/program';
import type { Policy } from '../../check.ts';
import { saysItActs } from './acting-words.ts';
import { dangerOf, type KnownDanger } from './dangerous.ts';
import { libraryOf } from './libraries.ts';
import type { Listed } from './name-table.ts';
import { isStandardModule } from './standard-modules.ts';

export type Standing =
  /** Known to be data or to rebuild data. */
  | ({ readonly kind: 'listed' } & Listed)
  /** Known to act when called. */
  | ({ readonly kind: 'dangerous' } & KnownDanger)
  /** Of the standard library and not listed as data: calling it is malicious, whatever it is. */
  | { readonly kind: 'standard' }
  /** Of a library whose data types are known, and not one of them. `acts`: its name says that it does something. */
  | { readonly kind: 'library'; readonly acts: boolean }
  /** Of a package nobody here knows, or of the author's own program. `acts`: it leads into the standard library. */
  | { readonly kind: 'foreign'; readonly acts: boolean };

/** `module.name` as people write it. */
export function qualified(name: GlobalName): string {
  return `${name.module}.${name.name}`;
}

/** What is known about `name`; a policy file can list what is not known, and nothing that is dangerous. */
export function judgeName(name: GlobalName, policy: Policy): Standing {
  const { module, name: attribute } = name;
  // What TorchScript calls its own classes; Python has no such module to import.
  if (module === '__torch__' || module.startsWith('__torch__.')) return { kind: 'listed', is: 'class' };
  const library = libraryOf(module);
  const listed = library?.find(module, attribute);
  if (listed !== undefined) return { kind: 'listed', ...listed };
  const danger = dangerOf(module, attribute);
  if (danger !== undefined) return { kind: 'dangerous', ...danger };
  if (policy.allowsGlobal(qualified(name))) return { kind: 'listed', is: 'class' };
  if (isStandardModule(module)) return { kind: 'standard' };
  const leaves = leadsElsewhere(attribute);
  if (library !== undefined) return { kind: 'library', acts: leaves || saysItActs(attribute) };
  return { kind: 'foreign', acts: leaves };
}

/** True when the private attribute of a class is listed, letter by letter: picklers write bound methods that way. */
export function isListedAttribute(type: GlobalName, attribute: string): boolean {
  return libraryOf(type.module)?.find(type.module, `${type.name}.${attribute}`) !== undefined;
}

/** True when a dotted name walks through special attributes or through a module of the standard library. */
export function leadsElsewhere(attribute: string): boolean {
  const steps = attribute.split('.');
  if (steps.length < 2) return false;
  return steps.some((step, at) => step.startsWith('__') || (at < steps.length - 1 && isStandardModule(step)));
}

// What layouts share: looking at members by path, and saying how a loader reads each of them.
import type { ArchiveView } from '../views/archive.ts';
import type { InertView } from '../views/inert.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';

/** What a layout adds to a part. */
export type Label = Pick<Part, 'readAs' | 'raw' | 'ownModules'>;

/** Numbers that the loader takes as they are; their beginning is looked at all the same. */
export const rawNumbers: Label = { raw: true };

/** A small text or a marker that the loader compares or prints. */
export const marker: Label = { raw: true };

/** The parts with what `rule` says of each. @param rule - given the path as `pathOf` makes it */
export function labelled(archive: ArchiveView, rule: (path: string) => Label | undefined): Part[] {
  return archive.parts.map((part) => ({ ...part, ...rule(pathOf(part.name)) }));
}

/**
 * Path below the top folder, in lower case: torch's reader ignores case, and every torch archive has one top folder
 * whose name is free. A member without folder keeps its name.
 */
export function pathOf(name: string): string {
  const plain = name.toLowerCase();
  return plain.slice(plain.indexOf('/') + 1);
}

/** True when a member lies at `path` below a top folder. @param path - lower case */
export function hasPath(archive: ArchiveView, path: string): boolean {
  return archive.parts.some(({ name }) => name.includes('/') && pathOf(name) === path);
}

/** True when a member has this whole name, letter by letter. */
export function hasMember(archive: ArchiveView, name: string): boolean {
  return archive.parts.some((part) => part.name === name);
}

/** A view of the archive as a whole that carries only what is odd about it. */
export function layoutView(format: string, oddities: readonly Oddity[]): InertView {
  return { kind: 'inert', format, oddities, parts: [] };
}

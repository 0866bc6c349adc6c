// Which files lie beside a member of an archive: the other members, never files on the disk around the archive.
import type { CheckContext } from '#checks/check';
import type { Part } from '#formats/views/part';

type Sibling = CheckContext['sibling'];

/** Looks up members by the name that a loader would resolve from `name`; the list is made when somebody first asks. */
export function siblingsAmong(parts: readonly Part[]): (name: string) => Sibling {
  let sizes: ReadonlyMap<string, number> | undefined;
  return (name) => (relativePath) => {
    sizes ??= new Map(parts.map((part) => [part.name, part.source.size]));
    const path = resolve(name, relativePath);
    const size = path === undefined ? undefined : sizes.get(path);
    return size === undefined ? undefined : { size };
  };
}

/** `relativePath` from the folder of `name`; undefined when it is absolute or leads out of the archive. */
function resolve(name: string, relativePath: string): string | undefined {
  if (relativePath.startsWith('/') || relativePath.includes('\\')) return undefined;
  const steps = name.split('/').slice(0, -1);
  for (const step of relativePath.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

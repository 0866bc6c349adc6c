// Where the links of an asset lead once it is laid out.
import * as limits from './limits.ts';
import type { Entry } from './manifest.ts';

/**
 * The links that lead out of the asset, or could once something is put where they lead. Links on the way are followed as the
 * system does: `..` is the folder above what a link leads to, not the text before it.
 * Those that take more than `limits.linkSteps` to tell count as such.
 * ATTACKER: two links that are harmless to read lead out together.
 * @returns their paths, in the order of the entries
 */
export function linksOutside(entries: readonly Entry[]): readonly string[] {
  const links = new Map<string, string>();
  for (const entry of entries) if (entry.type === 'link') links.set(entry.path, entry.target);
  const walk = { links, stepsLeft: limits.linkSteps.value };
  return [...links].filter(([path, target]) => leadsOutside(path, target, walk)).map(([path]) => path);
}

interface Walk {
  readonly links: ReadonlyMap<string, string>;
  stepsLeft: number;
}

function leadsOutside(path: string, target: string, walk: Walk): boolean {
  // Steps from the root of the asset to where we are, and those still to go.
  const here = path.split('/').slice(0, -1);
  const ahead = stepsOf(target);
  let followed = 0;
  for (let step = ahead.pop(); step !== undefined; step = ahead.pop()) {
    // Each step costs as much as its path is deep.
    walk.stepsLeft -= here.length + 1;
    if (step === '/' || walk.stepsLeft < 0) return true;
    if (step === '..') {
      if (here.pop() === undefined) return true;
      continue;
    }
    here.push(step);
    const next = walk.links.get(here.join('/'));
    if (next === undefined) continue;
    // A loop leads nowhere, and systems give up as well.
    if (++followed > mostFollowed) return false;
    here.pop();
    ahead.push(...stepsOf(next));
  }
  return false;
}

/** Last step first; `/` for the root of the system. A backslash separates on Windows, and a colon names a drive. */
function stepsOf(target: string): string[] {
  const steps = target.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
  const absolute = /^[/\\]|^[a-z]:/i.test(target);
  return (absolute ? ['/', ...steps] : steps).reverse();
}

/** @source MAXSYMLINKS of Linux, path_resolution(7) */
const mostFollowed = 40;

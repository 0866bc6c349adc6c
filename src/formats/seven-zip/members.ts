// What is odd about the names and links of a 7z archive.
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import { describeEscape, describeLinkEscape } from '../zip/path-escape.ts';
import type { SevenZipFile } from './files.ts';

export interface Member {
  readonly part: Part;
  readonly isSymbolicLink: boolean;
}

// PATH_MAX of Linux.
const longestTarget = 4096;

/** Names that lead out, links that lead out, names that are there twice. */
export function describeMembers(files: readonly SevenZipFile[], members: readonly Member[]): readonly Oddity[] {
  const oddities: Oddity[] = [];
  for (const { name } of files) {
    const problem = describeEscape(name);
    if (problem !== undefined) oddities.push(odd('path-escape', name, `The member ${quote(name)} ${problem}.`));
  }
  const seen = new Set<string>();
  for (const { part, isSymbolicLink } of members) {
    if (isSymbolicLink) oddities.push(...describeLink(part));
    if (seen.has(lookupKey(part.name))) {
      const message = `The member ${quote(part.name)} is there twice; which copy is used depends on the reader.`;
      oddities.push(odd('two-readings', part.name, message));
    }
    seen.add(lookupKey(part.name));
  }
  return oddities;
}

/** The content of a link is its target. */
function describeLink({ name, source }: Part): Oddity[] {
  const target = Buffer.from(source.read(0, longestTarget)).toString('utf8');
  const problem = describeLinkEscape(name, target);
  return problem === undefined
    ? []
    : [odd('path-escape', name, `The link ${quote(name)} to ${quote(target)} ${problem}.`)];
}

function odd(kind: Oddity['kind'], member: string, message: string): Oddity {
  return { kind, message, where: { member } };
}

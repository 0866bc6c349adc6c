// Symbolic links and special files among the members. Tools that restore them write through them. @source CWE-59
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { Member } from './member.ts';
import { isLink } from './member-content.ts';
import { decodeName } from './member-name.ts';
import { describeLinkEscape, linkEscapeKind } from './path-escape.ts';

// Longest target Linux follows, PATH_MAX.
const longestTarget = 4096;
// A path of that many folders cannot be made: PATH_MAX again. Without it a name of 64 KiB costs quadratic work.
const deepest = 2048;

/** Links that lead out of the archive, members that lie behind a link, and device files. */
export function linkOddities(members: readonly Member[]): Oddity[] {
  const links = members.filter(({ entry }) => isLink(entry));
  const paths = new Set(links.map(({ name }) => trimmed(name)));
  return [
    ...links.flatMap(escapes),
    ...(paths.size === 0 ? [] : members.flatMap((member) => behindLink(member, paths))),
    ...members.flatMap(specialFile),
  ];
}

function escapes(member: Member): Oddity[] {
  const source = member.parts[0]?.source;
  if (source === undefined) return [];
  const target = decodeName(source.read(0, longestTarget));
  const problem = describeLinkEscape(member.name, target);
  if (problem === undefined) return [];
  const message = `the symbolic link ${quote(member.name)} to ${quote(target)} ${problem}`;
  return [{ kind: linkEscapeKind(target), message, where: { offset: member.entry.at }, references: ['CWE-59'] }];
}

function behindLink(member: Member, links: ReadonlySet<string>): Oddity[] {
  const path = trimmed(member.name);
  let depth = 0;
  for (let slash = path.indexOf('/'); slash >= 0 && depth < deepest; slash = path.indexOf('/', slash + 1)) {
    depth += 1;
    const folder = path.slice(0, slash);
    if (!links.has(folder)) continue;
    const message = `the member ${quote(member.name)} is written through the symbolic link ${quote(folder)}`;
    return [{ kind: 'path-escape', message, where: { offset: member.entry.at }, references: ['CWE-59'] }];
  }
  return [];
}

/** Pipe, character device, block device, socket. Other values are also written by careless tools. */
function specialFile(member: Member): Oddity[] {
  const kind = member.entry.unixMode >> 12;
  if (kind !== 0x1 && kind !== 0x2 && kind !== 0x6 && kind !== 0xc) return [];
  const message = `the member ${quote(member.name)} is a device, pipe or socket`;
  return [{ kind: 'tolerated', message, where: { offset: member.entry.at } }];
}

function trimmed(name: string): string {
  return name.replaceAll('\\', '/').replace(/\/$/, '');
}

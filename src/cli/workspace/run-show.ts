// What `assay show` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { type ShownAsset, showAsset } from '#flow/assets/show-asset';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

/** @throws {AssayError} what the flow throws */
export async function runShow(this: AssayContext, flags: SigningFlags, word: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showAsset(workspace, word));
  answer(this, flags.json, shown, linesOf(shown).map(escapeInvisible));
}

function linesOf(shown: ShownAsset): readonly string[] {
  const { name, kind, id, references, description, signedBy, manifest, statements, size, at, logIndex } = shown;
  const { origin, owner, licence, sensitivity, ipClass, labels, parents, locations, rows } = description;
  const from = [origin?.url, origin?.revision, origin?.supplier].filter((text) => text !== undefined).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['id', id],
    ['names', references.join(', ') || 'none'],
    ['origin', from || 'not recorded'],
    ['owner', owner ?? 'not recorded'],
    ['licence', licence ?? 'not recorded'],
    ['sensitivity', sensitivity ?? 'not labelled, counts as restricted'],
    ['ip class', ipClass ?? 'not labelled, counts as trade-secret'],
    ...labels.map((label) => ['label', label] as const),
    ...parents.map(
      ({ relation, name: parent, asset }) => [relation, `${parent ?? ''} ${asset.slice(0, 12)}`.trim()] as const,
    ),
    ...locations.map(
      ({ place, device }) => ['lies at', device === undefined ? place : `${place} on ${device}`] as const,
    ),
    ...rows.map(({ path, format, count }) => ['rows', `${formatCount(count, 'row')} of ${path} (${format})`] as const),
    ['recorded', `${at}, log entry ${logIndex}, by key ${signedBy.map((key) => key.slice(0, 12)).join(', ')}`],
  ];
  return [
    `${name}  ${kind}, ${formatCount(manifest.length, 'entry', 'entries')}, ${formatBytes(size)}`,
    ...facts.map(([title, text]) => `  ${title.padEnd(12)}  ${text}`),
    'entries',
    ...manifest.slice(0, shownEntries).map((entry) => `  ${entryLine(entry)}`),
    ...(manifest.length > shownEntries ? [`  and ${manifest.length - shownEntries} more; --json lists all`] : []),
    'statements',
    ...statements.map(
      ({ kind: kindOf, predicateType, at: when, logIndex: entry, standing, expired, reason }) =>
        `  ${(kindOf ?? predicateType).padEnd(20)}  ${when}  entry ${entry}  ${expired ? 'expired' : standing}${reason === undefined ? '' : `: ${reason}`}`,
    ),
  ];
}

function entryLine(entry: ShownAsset['manifest'][number]): string {
  if (entry.type === 'file')
    return `${entry.sha256.slice(0, 12)}  ${formatBytes(entry.size).padStart(9)}  ${entry.path}${entry.executable ? '*' : ''}`;
  if (entry.type === 'link') return `link                     ${entry.path} -> ${entry.target}`;
  if (entry.type === 'folder') return `empty folder             ${entry.path}/`;
  return `service                  ${entry.path}${entry.version === undefined ? '' : ` (${entry.version})`}`;
}

const shownEntries = 40;

// What a user says of an asset, together with what was said of the version before it.
import { hostname } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { isOfKind } from '#attest/verified';
import {
  type AssetKind,
  type IpClass,
  ipClasses,
  ipClassOf,
  isHosted,
  type Sensitivity,
  sensitivities,
  sensitivityOf,
} from '#core/asset';
import { AssayError } from '#core/errors';
import type { EncodedManifest } from '#core/manifest';
import { quote } from '#core/quote';
import { findAsset } from '#database/find-asset';
import { referenceHistory } from '#database/reference-history';
import {
  type AssetManifest,
  predicate as assetManifest,
  type Relation,
  ratingLevels,
  relations,
} from '#predicates/asset-manifest';
import type { UpdatePoint } from '#predicates/update-point';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readDescription } from './read-description.ts';
import { resolveAsset } from './resolve-asset.ts';

export interface AssetWords {
  readonly name: string;
  /** Absent: that of the version before. */
  readonly kind?: AssetKind;
  readonly origin?: string;
  readonly revision?: string;
  readonly supplier?: string;
  readonly owner?: string;
  readonly licence?: string;
  readonly sensitivity?: Sensitivity;
  readonly ipClass?: IpClass;
  /** `high:why`, for each of the three. */
  readonly ratings?: Partial<Record<keyof Ratings, string>>;
  readonly labels: readonly string[];
  /** `relation=asset` */
  readonly parents: readonly string[];
  readonly updatePoint?: UpdatePoint;
  /** What was fetched lies nowhere but in the store, so no place of it is recorded. */
  readonly isFetched?: boolean;
}

type Ratings = NonNullable<AssetManifest['ratings']>;

/** An asset is described once; its next versions say only what is different. */
export interface PreviousVersion {
  readonly label: string;
  readonly id: string;
  readonly description: AssetManifest;
}

/** The newest version of the name, when there is one whose description counts. */
export async function previousVersion(workspace: Workspace, name: string): Promise<PreviousVersion | undefined> {
  const index = await workspace.index();
  const newest = (await referenceHistory(index, name)).findLast(({ stands }) => stands);
  if (newest === undefined) return undefined;
  const { logIndex } = await findAsset(index, newest.asset);
  const statement = await readStatement(workspace, logIndex);
  if (!isOfKind(statement, assetManifest)) throw new RangeError('the index names a statement of another kind');
  return { label: `${name}@${newest.version}`, id: newest.asset, description: statement.body };
}

/** @throws {AssayError} USAGE when nobody ever said what kind of asset this is */
export function kindOf({ kind, name }: AssetWords, previous: PreviousVersion | undefined): AssetKind {
  const known = kind ?? previous?.description.kind;
  if (known !== undefined) return known;
  throw new AssayError('USAGE', `${name} is new: say what it is with --kind`);
}

export interface Described {
  readonly body: AssetManifest;
  /** What was taken over from the version before. */
  readonly notes: readonly string[];
}

/** @throws {AssayError} USAGE, ASSET_UNKNOWN for a parent */
export async function describeAsset(
  workspace: Workspace,
  path: string,
  manifest: EncodedManifest,
  rows: AssetManifest['rows'],
  words: AssetWords,
  previous: PreviousVersion | undefined,
): Promise<Described> {
  const { name, revision, labels, parents, updatePoint } = words;
  const kind = kindOf(words, previous);
  const before = previous?.description;
  const given = pick({
    owner: words.owner,
    licence: words.licence,
    sensitivity: words.sensitivity,
    ipClass: words.ipClass,
  });
  const old = pick({
    owner: before?.owner,
    licence: before?.licence,
    sensitivity: before?.sensitivity,
    ipClass: before?.ipClass,
  });
  // A revision belongs to the bytes it was said of, so it is never taken over.
  const givenOrigin = pick({ url: words.origin, revision, supplier: words.supplier });
  const oldOrigin =
    words.origin === undefined ? pick({ url: before?.origin?.url, supplier: before?.origin?.supplier }) : {};
  const origin = { ...oldOrigin, ...givenOrigin };
  const takenOver = [
    ...Object.keys(old).filter((key) => !(key in given)),
    ...Object.keys(oldOrigin).filter((key) => !(key in givenOrigin)),
  ];
  const made = await parentsOf(workspace, parents);
  const body: AssetManifest = {
    kind,
    name,
    entries: manifest.entries.length,
    bytes: manifest.entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.size : 0), 0),
    ...(Object.keys(origin).length === 0 ? {} : { origin }),
    ...old,
    ...given,
    ...pick({ updatePoint, ratings: ratingsOf(words, before?.ratings) }),
    labels: labels.length === 0 ? (before?.labels ?? []) : labels,
    parents: made,
    locations: locationsOf(workspace, path, words, kind),
    rows,
  };
  const lowered = await lowerThanParents(workspace, body);
  const note = `As in ${previous?.label}: ${takenOver.join(', ')}.`;
  return { body, notes: takenOver.length === 0 ? lowered : [note, ...lowered] };
}

function locationsOf(
  { root }: Workspace,
  path: string,
  { isFetched }: AssetWords,
  kind: AssetKind,
): AssetManifest['locations'] {
  if (isFetched) return [];
  return isHosted(kind) ? [{ place: path }] : [{ place: placeOf(root, path), device: hostname() }];
}

/** What is made of something counts as no less sensitive, unless somebody decides that it does. */
async function lowerThanParents(
  workspace: Workspace,
  { sensitivity, ipClass, parents }: AssetManifest,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const { asset, name } of parents) {
    const { body } = await readDescription(workspace, asset);
    const isLower =
      rankOf(sensitivities, sensitivityOf(sensitivity)) < rankOf(sensitivities, sensitivityOf(body.sensitivity)) ||
      rankOf(ipClasses, ipClassOf(ipClass)) < rankOf(ipClasses, ipClassOf(body.ipClass));
    const protection = `${sensitivityOf(body.sensitivity)}, ${ipClassOf(body.ipClass)}`;
    if (isLower)
      notes.push(`It is labelled lower than ${name ?? asset.slice(0, 12)}, which it was made of (${protection}).`);
  }
  return notes;
}

function rankOf<T>(order: readonly T[], value: T): number {
  return order.indexOf(value);
}

/** @throws {AssayError} USAGE for a level that there is not, or without a reason */
function ratingsOf({ ratings = {} }: AssetWords, before: Ratings | undefined): Ratings | undefined {
  const given = Object.entries(ratings).map(([name, text]) => {
    const [, level, reason = ''] = /^([a-z]+):\s*(.+)$/s.exec(text) ?? [];
    const known = ratingLevels.find((one) => one === level);
    if (known === undefined) {
      throw new AssayError('USAGE', `--${name} is LEVEL:REASON, with a level of ${ratingLevels.join(', ')}`);
    }
    return [name, { level: known, reason }] as const;
  });
  const all: Ratings = { ...before, ...Object.fromEntries(given) };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** Below the workspace a path moves with it; elsewhere it is absolute. */
export function placeOf(root: string, path: string): string {
  const below = relative(root, resolve(path));
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below;
  return isOutside ? resolve(path) : below.split(sep).join('/') || '.';
}

async function parentsOf(workspace: Workspace, words: readonly string[]): Promise<AssetManifest['parents']> {
  if (words.length === 0) return [];
  const index = await workspace.index();
  const parents: AssetManifest['parents'][number][] = [];
  for (const word of words) {
    const split = word.indexOf('=');
    const relation = word.slice(0, Math.max(split, 0));
    if (!isRelation(relation)) {
      throw new AssayError(
        'USAGE',
        `${quote(word)} is not RELATION=ASSET; a relation is one of ${relations.join(', ')}`,
      );
    }
    const { id, label } = await resolveAsset(index, word.slice(split + 1));
    parents.push({ asset: id, relation, name: label });
  }
  return parents;
}

function isRelation(word: string): word is Relation {
  return relations.some((relation) => relation === word);
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that there are. */
function pick<T extends Readonly<Record<string, unknown>>>(members: T): Present<T> {
  const present = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return present as Present<T>;
}

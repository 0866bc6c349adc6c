// Records an asset: bytes into the store, a signed statement of what it is into the log, and a reference that points to it.
import { hostname } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import type { AssetKind, IpClass, Sensitivity } from '#core/asset';
import { canonicalJson, type Json } from '#core/canonical-json';
import { AssayError, FileError } from '#core/errors';
import { type EncodedManifest, type Entry, encodeManifest, type FileEntry } from '#core/manifest';
import type { Reading } from '#core/model-verification';
import { quote } from '#core/quote';
import { similarPaths } from '#core/similar-paths';
import { statementsOf } from '#database/statements-of';
import { type AssetManifest, predicate as assetManifest, type Relation, relations } from '#predicates/asset-manifest';
import type { UpdatePoint } from '#predicates/update-point';
import type { BlobBatch } from '#store/blob-store';
import type { HashOptions } from '../hash-places.ts';
import { type ReadTree, readTree } from '../read-tree.ts';
import type { RowsRequest } from '../record-rows.ts';
import { readStatement } from '../statements/read-statement.ts';
import { assertReferenceName } from '../workspace/references.ts';
import type { Draft, Workspace } from '../workspace/workspace.ts';
import { type Moved, moveReference } from './move-reference.ts';
import { recordDatasetRows } from './record-dataset-rows.ts';
import { resolveAsset } from './resolve-asset.ts';

export interface AddOptions extends HashOptions {
  readonly kind: AssetKind;
  readonly name: string;
  readonly origin?: string;
  readonly revision?: string;
  readonly supplier?: string;
  readonly owner?: string;
  readonly licence?: string;
  readonly sensitivity?: Sensitivity;
  readonly ipClass?: IpClass;
  readonly labels: readonly string[];
  /** `relation=asset` */
  readonly parents: readonly string[];
  readonly why?: string;
  readonly updatePoint?: UpdatePoint;
  readonly similarNames: boolean;
  /** How the rows of a dataset are read; false: not at all. */
  readonly rows: RowsRequest | false;
  readonly onProgress?: (filesDone: number, filesTotal: number, bytesDone: number) => void;
}

export interface AddReport {
  readonly schema: 'assay.add/1';
  readonly name: string;
  readonly version: number;
  readonly id: string;
  readonly kind: AssetKind;
  readonly entries: number;
  readonly bytes: number;
  /** false: the same asset with the same description was recorded already, and nothing was added. */
  readonly recorded: boolean;
  readonly rows: readonly { readonly path: string; readonly format: string; readonly count: number }[];
  /** Evidence ids of the statements. */
  readonly statements: readonly string[];
  readonly reading?: Reading;
  readonly notes: readonly string[];
}

/** @throws {AssayError} USAGE, ASSET_CHANGED; {FileError} for what cannot be recorded; what store, log and keys throw */
export async function addAsset(workspace: Workspace, path: string, options: AddOptions): Promise<AddReport> {
  assertReferenceName(options.name);
  const parents = await parentsOf(workspace, options.parents);
  const isService = options.kind === 'hosted-model';
  const tree = isService ? undefined : await readTree(path, options);
  const entries = tree === undefined ? [serviceAt(path, options)] : entriesOf(tree, options);
  const manifest = encodeManifest(entries);
  const batch = workspace.store.batch();
  try {
    if (tree !== undefined) await keepFiles(workspace, tree, batch, options);
    await batch.add(manifest.bytes);
    const rows =
      tree === undefined || options.kind !== 'dataset' || options.rows === false
        ? { rows: [], notes: [] }
        : await recordDatasetRows(tree, options.rows, batch);
    const body = bodyOf(workspace, path, manifest, rows.rows, parents, options);
    return await keepStatement(workspace, manifest, body, batch, {
      options,
      notes: [...(tree?.notes ?? []), ...rows.notes],
      ...(tree === undefined ? {} : { reading: tree.reading }),
    });
  } finally {
    await batch.abort();
  }
}

async function keepStatement(
  workspace: Workspace,
  manifest: EncodedManifest,
  body: AssetManifest,
  batch: BlobBatch,
  {
    options,
    notes,
    reading,
  }: { readonly options: AddOptions; readonly notes: readonly string[]; readonly reading?: Reading },
): Promise<AddReport> {
  const { name, kind, why, updatePoint } = options;
  const said = await isStated(workspace, manifest, body);
  const draft: Draft<AssetManifest> = {
    predicate: assetManifest,
    subjects: [{ name, sha256: manifest.assetId }],
    body,
  };
  const move = { name, to: manifest.assetId, why: why ?? `added from ${body.locations[0]?.place ?? name}` };
  const moved = await moveReference(
    workspace,
    { ...move, ...(updatePoint === undefined ? {} : { updatePoint }) },
    said ? [] : [draft],
    batch,
  );
  return {
    schema: 'assay.add/1',
    name,
    version: moved.version,
    id: manifest.assetId,
    kind,
    entries: body.entries,
    bytes: body.bytes,
    recorded: moved.recorded !== undefined || moved.others.length > 0,
    rows: body.rows.map(({ path, format, count }) => ({ path, format, count })),
    statements: evidenceOf(moved),
    ...(reading === undefined ? {} : { reading }),
    notes,
  };
}

function evidenceOf({ recorded, others }: Moved): readonly string[] {
  return [...others, ...(recorded === undefined ? [] : [recorded])].map(({ evidence }) => evidence);
}

/** Whether the newest statement about the asset says the same. */
async function isStated(workspace: Workspace, { assetId }: EncodedManifest, body: AssetManifest): Promise<boolean> {
  const statements = await statementsOf(await workspace.index(), assetId, workspace.now().getTime(), {
    kind: 'asset-manifest',
  });
  const newest = statements.findLast(({ standing }) => standing === 'verified');
  if (newest === undefined) return false;
  const stated = await readStatement(workspace, newest.logIndex);
  return canonicalJson(plain(stated.body)) === canonicalJson(plain(body));
}

function plain(body: unknown): Json {
  return JSON.parse(JSON.stringify(body));
}

function bodyOf(
  { root }: Workspace,
  path: string,
  manifest: EncodedManifest,
  rows: AssetManifest['rows'],
  parents: AssetManifest['parents'],
  options: AddOptions,
): AssetManifest {
  const { kind, name, origin, revision, supplier, owner, licence, sensitivity, ipClass, labels, updatePoint } = options;
  const source = present({ url: origin, revision, supplier });
  const isService = kind === 'hosted-model';
  return {
    kind,
    name,
    entries: manifest.entries.length,
    bytes: manifest.entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.size : 0), 0),
    ...(Object.keys(source).length === 0 ? {} : { origin: source }),
    ...present({ owner, licence, sensitivity, ipClass, updatePoint }),
    labels,
    parents,
    locations: isService ? [{ place: path }] : [{ place: placeOf(root, path), device: hostname() }],
    rows,
  };
}

/** Below the workspace a path moves with it; elsewhere it is absolute. */
export function placeOf(root: string, path: string): string {
  const below = relative(root, resolve(path));
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below;
  return isOutside ? resolve(path) : below.split(sep).join('/') || '.';
}

function entriesOf({ entries, problems }: ReadTree, { similarNames }: AddOptions): readonly Entry[] {
  const [problem] = problems;
  if (problem !== undefined) {
    const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    throw new FileError(
      problem.code,
      `nothing was recorded: ${quote(problem.fields.path ?? '')} ${problem.message}${more}`,
      problem.fields,
    );
  }
  const [similar] = similarNames ? [] : similarPaths(entries.map(({ path }) => path));
  if (similar === undefined) return entries;
  const names = similar.map(quote).join(' and ');
  throw new FileError(
    'FILE_NAME',
    `nothing was recorded: some systems take ${names} for one name; --allow-similar-names records them`,
  );
}

function serviceAt(url: string, { revision }: AddOptions): Entry {
  if (!URL.canParse(url))
    throw new AssayError('USAGE', `a hosted model is added by its URL, and ${quote(url)} is none`);
  return { type: 'service', path: url, ...(revision === undefined ? {} : { version: revision }) };
}

/** Files that the store does not have; each is read again while it is sealed, and has to be what was read first. */
async function keepFiles(
  { store }: Workspace,
  { listing, entries }: ReadTree,
  batch: BlobBatch,
  { onProgress }: AddOptions,
): Promise<void> {
  const files = new Map(
    entries.filter((entry): entry is FileEntry => entry.type === 'file').map((entry) => [entry.path, entry]),
  );
  let [done, bytes] = [0, 0];
  for (const { name, path } of listing.files) {
    const entry = files.get(name);
    if (entry === undefined) continue;
    if (!(await store.has(entry.sha256)) && (await batch.addFile(path)).sha256 !== entry.sha256) {
      throw new FileError('FILE_CHANGED', `nothing was recorded: ${path} changed while it was being read`, { path });
    }
    done += 1;
    bytes += entry.size;
    onProgress?.(done, files.size, bytes);
  }
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

/** The members that there are. */
function present<T extends Readonly<Record<string, unknown>>>(
  members: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

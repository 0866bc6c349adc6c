// Records an asset: bytes into the store, a signed statement of what it is into the log, and a reference that points to it.
import { type AssetKind, isHosted } from '#core/asset';
import { canonicalJson, type Json } from '#core/canonical-json';
import { parseSha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import { type EncodedManifest, type Entry, encodeManifest } from '#core/manifest';
import type { Reading } from '#core/model-verification';
import { quote } from '#core/quote';
import { similarPaths } from '#core/similar-paths';
import { statementsOf } from '#database/statements-of';
import { type AssetManifest, predicate as assetManifest } from '#predicates/asset-manifest';
import type { BlobBatch } from '#store/blob-store';
import { demandAccess } from '../access/decide-access.ts';
import type { HashOptions } from '../hash-places.ts';
import { type ReadTree, readTree } from '../read-tree.ts';
import type { RowsRequest } from '../record-rows.ts';
import type { ScanProgress } from '../scan.ts';
import { readStatement } from '../statements/read-statement.ts';
import { assertReferenceName } from '../workspace/references.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';
import { isFromOutside } from '../zones/zone-events.ts';
import { zoneToBe } from '../zones/zone-of.ts';
import { assertPlace } from '../zones/zone-places.ts';
import { storeOf } from '../zones/zone-store.ts';
import { type AssetWords, describeAsset, kindOf, type PreviousVersion, previousVersion } from './asset-description.ts';
import { keepBytes, keepMissing } from './keep-bytes.ts';
import { moveReference } from './move-reference.ts';
import { rememberAsset } from './remember-asset.ts';
import { rowReading } from './row-reading.ts';

export interface AddOptions extends HashOptions, AssetWords {
  readonly why?: string;
  /** Takes names that some systems cannot tell apart. */
  readonly similarNames: boolean;
  /** How the rows of a dataset are read; false: not at all. */
  readonly rows: RowsRequest | false;
  /** Reads every file, also those that look as they did when they were read last. */
  readonly deep: boolean;
  readonly onProgress?: (progress: ScanProgress) => void;
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

/** @throws {AssayError} USAGE; {FileError} for what cannot be recorded; what store, log and keys throw */
export async function addAsset(workspace: Workspace, path: string, options: AddOptions): Promise<AddReport> {
  assertReferenceName(options.name);
  const previous = await previousVersion(workspace, options.name);
  const kind = kindOf(options, previous);
  const remember = options.deep ? {} : await rememberAsset(workspace, options.name);
  const tree = isHosted(kind) ? undefined : await readTree(path, { ...options, ...remember });
  const manifest = encodeManifest(tree === undefined ? [serviceAt(path, options)] : entriesOf(tree, options));
  const { body, notes } = await describeAsset(workspace, path, manifest, [], options, previous);
  const facts = { notes: [...(tree?.notes ?? []), ...notes], ...(tree === undefined ? {} : { reading: tree.reading }) };
  const batch = workspace.store.batch();
  try {
    await batch.add(manifest.bytes);
    const zone = await zoneOfNew(workspace, manifest, body);
    await demandAccess(workspace, { action: comesIn(body) ? 'take-in' : 'write', resource: { zone } });
    if (tree !== undefined && options.isFetched !== true) await assertPlace(workspace, path, zone, body.sensitivity);
    if (tree === undefined) return await keepStatement(workspace, manifest, body, batch, options, facts);
    const store = await storeOf(workspace, zone);
    const rows = kind === 'dataset' ? await rowsRequest(workspace, options, previous) : false;
    const kept = await keepBytes(store, tree, rows, options.onProgress);
    const withRows = { ...body, rows: kept.rows };
    const report = await keepStatement(workspace, manifest, withRows, batch, options, {
      ...facts,
      notes: [...(tree.notes ?? []), ...kept.notes, ...notes],
    });
    await keepMissing(store, tree, rows, kept);
    return report;
  } finally {
    await batch.abort();
  }
}

async function zoneOfNew(
  workspace: Workspace,
  { assetId: asset }: EncodedManifest,
  { kind, origin = {}, parents }: AssetManifest,
): Promise<string> {
  const outside = comesIn({ kind, origin });
  return zoneToBe(workspace, { asset, kind, outside, parents: parents.map((parent) => parent.asset) });
}

function comesIn({ kind, origin = {} }: Pick<AssetManifest, 'kind' | 'origin'>): boolean {
  return isFromOutside(kind, origin);
}

async function rowsRequest(
  workspace: Workspace,
  { rows }: AddOptions,
  previous: PreviousVersion | undefined,
): Promise<RowsRequest | false> {
  return rows === false || previous === undefined
    ? rows
    : await rowReading(bytesOf(workspace, parseSha256(previous.id)), rows, previous);
}

async function keepStatement(
  workspace: Workspace,
  { assetId }: EncodedManifest,
  body: AssetManifest,
  batch: BlobBatch,
  { name, why, updatePoint }: AddOptions,
  reading: Pick<AddReport, 'reading' | 'notes'>,
): Promise<AddReport> {
  const draft = { predicate: assetManifest, subjects: [{ name, sha256: assetId }], body };
  const { version, recorded, others } = await moveReference(
    workspace,
    {
      name,
      to: assetId,
      why: why ?? `added from ${body.locations[0]?.place ?? name}`,
      ...(updatePoint === undefined ? {} : { updatePoint }),
    },
    (await isStated(workspace, assetId, body)) ? [] : [draft],
    batch,
  );
  const statements = [...others, ...(recorded === undefined ? [] : [recorded])].map(({ evidence }) => evidence);
  return {
    schema: 'assay.add/1',
    name,
    version,
    id: assetId,
    kind: body.kind,
    entries: body.entries,
    bytes: body.bytes,
    recorded: statements.length > 0,
    rows: body.rows.map(({ path, format, count }) => ({ path, format, count })),
    statements,
    ...reading,
  };
}

/** Whether the newest statement about the asset says the same. */
async function isStated(
  workspace: Workspace,
  assetId: EncodedManifest['assetId'],
  body: AssetManifest,
): Promise<boolean> {
  const index = await workspace.index();
  const statements = await statementsOf(index, assetId, workspace.now().getTime(), { kind: 'asset-manifest' });
  const newest = statements.findLast(({ standing }) => standing === 'verified');
  if (newest === undefined) return false;
  const stated = await readStatement(workspace, newest.logIndex);
  return canonicalJson(plain(stated.body)) === canonicalJson(plain(body));
}

function plain(body: unknown): Json {
  return JSON.parse(JSON.stringify(body));
}

function entriesOf({ entries, problems }: ReadTree, { similarNames }: AddOptions): readonly Entry[] {
  const [problem] = problems;
  if (problem !== undefined) {
    const { code, message, fields } = problem;
    const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    throw new FileError(code, `nothing was recorded: ${quote(fields.path ?? '')} ${message}${more}`, fields);
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
    throw new AssayError('USAGE', `what is hosted is added by its URL, and ${quote(url)} is none`);
  return { type: 'service', path: url, ...(revision === undefined ? {} : { version: revision }) };
}

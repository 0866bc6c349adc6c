// Puts a new version of a data set on record: the asset, and of what and by what it was made.
import { canonicalJson } from '#core/canonical-json';
import type { DataClean } from '#core/dataset/data-clean';
import { parseSha256, type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Transform, predicate as transform } from '#predicates/transform';
import { readWhole } from '#store/read-whole';
import { addAsset } from '../../assets/add-asset.ts';
import type { ResolvedAsset } from '../../assets/resolve-asset.ts';
import type { HashOptions } from '../../hash-places.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What a recorded cleaning rests on. */
export interface CleanBasis extends HashOptions {
  /** The asset that was cleaned, as `assetAt` found it at the path. */
  readonly from: ResolvedAsset;
  /** The scan or the queue. */
  readonly basisPath: string;
}

/**
 * @param clean - that wrote something
 * @throws {AssayError} USAGE for an asset without a name; what adding and recording throw
 */
export async function recordClean(
  workspace: Workspace,
  clean: DataClean,
  { from, basisPath, ...hash }: CleanBasis,
): Promise<NonNullable<DataClean['recorded']>> {
  const { output } = clean;
  const name = from.reference?.name;
  if (output === undefined) throw new RangeError('what wrote nothing is no version');
  if (name === undefined) throw new AssayError('USAGE', `${from.label} has no name that a new version could be of`);
  const basis = readWhole(basisPath, limits.triageBytes.value);
  if (sha256(basis) !== clean.basis.digest) {
    throw new AssayError('FILE_CHANGED', `nothing was recorded: ${basisPath} changed meanwhile`, { path: basisPath });
  }
  const added = await addAsset(workspace, output.path, {
    name,
    kind: 'dataset',
    labels: [],
    parents: [`derived-from=${from.id}`],
    similarNames: true,
    rows: {},
    deep: true,
    why: `cleaned: ${clean.removed.length} rows removed, ${clean.relabelled.length} relabelled, by a ${clean.basis.kind}`,
    ...hash,
  });
  const statement = await recordTransform(workspace, clean, from, parseSha256(added.id), basis);
  return { name, version: added.version, id: added.id, from: from.id, statements: [...added.statements, statement] };
}

async function recordTransform(
  workspace: Workspace,
  clean: DataClean,
  from: ResolvedAsset,
  id: Sha256,
  basis: Uint8Array,
): Promise<Sha256> {
  const batch = workspace.store.batch();
  const rows = new TextEncoder().encode(
    canonicalJson(JSON.parse(JSON.stringify({ removed: clean.removed, relabelled: clean.relabelled }))),
  );
  await batch.add(rows);
  await batch.add(basis);
  const body: Transform = {
    operator: 'clean',
    operatorVersion: '1',
    purposes: ['poison', 'quality'],
    parameters: { basis: clean.basis.kind, relabelled: clean.relabelled.length, forced: [...clean.forced] },
    inputs: [
      { role: 'derived-from', name: from.label, sha256: from.id },
      { role: clean.basis.kind, sha256: parseSha256(clean.basis.digest) },
    ],
    outputs: [{ name: from.reference?.name ?? from.label, sha256: id }],
    rows: { before: clean.source.rows, after: clean.source.rows - clean.removed.length },
    excluded: sha256(rows),
    metrics: [],
  };
  const [recorded] = await workspace.record([{ predicate: transform, subjects: [{ sha256: id }], body }], batch);
  if (recorded?.refusal === undefined && recorded !== undefined) return recorded.evidence;
  throw new AssayError('WORKSPACE_WRITE', `the cleaning could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
}

// The first steps of the journey: the bytes are stored, identified and described. What somebody supplied is taken in, and lies in
// quarantine from the first moment; what was made here lies where such assets are at home.
import type { AssetKind, Sensitivity } from '#core/asset';
import { parseSha256, type Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { addAsset } from '../assets/add-asset.ts';
import type { HashOptions } from '../hash-places.ts';
import { takeDelivery } from '../intake/take-delivery.ts';
import type { Workspace } from '../workspace/workspace.ts';

declare const arrived: unique symbol;

/** An asset whose bytes are durable and that a statement on record describes. Only `arrive` makes one. */
export interface Arrived {
  readonly [arrived]: true;
  readonly id: Sha256;
  readonly label: string;
  readonly kind: AssetKind;
  /** Where its bytes lie on this machine. */
  readonly path: string;
}

export interface ArriveOptions extends HashOptions {
  readonly name: string;
  readonly kind?: AssetKind;
  readonly supplier?: string;
  readonly licence?: string;
  readonly sensitivity?: Sensitivity;
  /** Digests and signatures that were got elsewhere. */
  readonly claims: readonly string[];
  readonly signatures: readonly string[];
  readonly tool: { readonly version: string; readonly ruleset: string };
}

/**
 * @throws {AssayError} USAGE; INTAKE_QUOTA, INTAKE_REJECTED and the others of an intake: nothing is recorded then
 * @throws {FileError} for what cannot be recorded; what store, log and keys throw
 */
export async function arrive(workspace: Workspace, path: string, options: ArriveOptions): Promise<Arrived> {
  const { id, name, version, kind } = await (options.supplier === undefined
    ? keepOwn(workspace, path, options)
    : takeIn(workspace, path, { ...options, supplier: options.supplier }));
  return { id, label: `${name}@${version}`, kind, path } as Arrived;
}

type Described = Pick<Arrived, 'id' | 'kind'> & { readonly name: string; readonly version: number };

async function takeIn(
  workspace: Workspace,
  path: string,
  options: ArriveOptions & { readonly supplier: string },
): Promise<Described> {
  const taken = await takeDelivery(workspace, path, {
    ...options,
    endpoint: {},
    quota: { bytes: limits.intakeBytes.value, files: limits.intakeFiles.value },
    allowPrivate: false,
  });
  return { id: taken.asset, name: taken.name, version: taken.version, kind: taken.kind };
}

async function keepOwn(workspace: Workspace, path: string, options: ArriveOptions): Promise<Described> {
  const added = await addAsset(workspace, path, {
    ...options,
    labels: [],
    parents: [],
    similarNames: false,
    rows: {},
    deep: false,
  });
  return { id: parseSha256(added.id), name: added.name, version: added.version, kind: added.kind };
}

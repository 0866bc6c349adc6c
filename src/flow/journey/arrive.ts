// The first steps of the journey: the bytes are stored and described. What has a supplier or comes from elsewhere is taken in, and lies
// in quarantine from the first moment; what was made here lies where such assets are at home.
import type { AssetKind } from '#core/asset';
import { parseSha256, type Sha256 } from '#core/digest';
import { type AddOptions, addAsset } from '../assets/add-asset.ts';
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

export type ArriveOptions = AddOptions;

/** @throws {AssayError} USAGE; {FileError} for what cannot be recorded; what store, log and keys throw */
export async function arrive(workspace: Workspace, path: string, options: ArriveOptions): Promise<Arrived> {
  const added = await addAsset(workspace, path, options);
  const label = `${added.name}@${added.version}`;
  return { id: parseSha256(added.id), label, kind: added.kind, path } as Arrived;
}

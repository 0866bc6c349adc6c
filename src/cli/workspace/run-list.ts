// What `assay list` does; loaded when it is called.
import type { AssetKind, Sensitivity } from '#core/asset';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { formatBytes } from '#exports/format-bytes';
import { listInventory } from '#flow/assets/list-inventory';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface ListFlags extends SigningFlags {
  readonly kind?: AssetKind;
  readonly owner?: string;
  readonly sensitivity?: Sensitivity;
  readonly unlabelled?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runList(this: AssayContext, flags: ListFlags): Promise<void> {
  const { kind, owner, sensitivity, unlabelled } = flags;
  const inventory = await withWorkspace(this, flags, (workspace) =>
    listInventory(workspace, {
      ...(kind === undefined ? {} : { kind }),
      ...(owner === undefined ? {} : { owner }),
      ...(sensitivity === undefined ? {} : { sensitivity }),
      ...(unlabelled ? { unlabelled } : {}),
    }),
  );
  const rows = inventory.assets.map(({ id, kind, name, references, owner, sensitivity, size, at }) => [
    references.length === 0 ? `(${escapeInvisible(name)})` : references.map(escapeInvisible).join(' '),
    kind,
    id.slice(0, 12),
    formatBytes(size),
    sensitivity ?? 'unlabelled',
    escapeInvisible(owner ?? '-'),
    at.slice(0, 16).replace('T', ' '),
  ]);
  const heading = ['NAME', 'KIND', 'ID', 'SIZE', 'SENSITIVITY', 'OWNER', 'RECORDED'];
  const lines =
    rows.length === 0
      ? ['Nothing is recorded; assay add PATH --kind KIND --name NAME records an asset.']
      : columns(heading, rows, textStyleOf(this.process, undefined));
  answer(
    this,
    flags.json,
    inventory,
    inventory.more ? [...lines, 'There are more than these; --json and filters reach them.'] : lines,
  );
}

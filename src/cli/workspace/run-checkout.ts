// What `assay checkout` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { checkOutAsset } from '#flow/assets/check-out-asset';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface CheckoutFlags extends SigningFlags {
  readonly force?: boolean;
  readonly linksOutside?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runCheckout(this: AssayContext, flags: CheckoutFlags, word: string, path: string): Promise<void> {
  const { force = false, linksOutside = false } = flags;
  const report = await withWorkspace(this, flags, (workspace) =>
    checkOutAsset(workspace, word, path, { force, linksOutside, ...workerEntry(this.process) }),
  );
  const { asset, id, files, bytes, others } = report;
  const lines = [
    `written  ${asset} to ${path}: ${formatCount(files, 'file')}, ${formatBytes(bytes)}; read again, all as recorded`,
    `  id     ${id}`,
    ...(others.length === 0
      ? []
      : [`  note   ${formatCount(others.length, 'other entry', 'other entries')} stood in the folder and still do`]),
  ];
  answer(this, flags.json, report, lines.map(escapeInvisible));
}

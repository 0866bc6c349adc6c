// What `assay audit export` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { recordFormats } from '#exports/audit/record-formats';
import { printableJson } from '#exports/printable-json';
import { appendLines } from '#flow/audit/append-lines';
import { exportAudit } from '#flow/audit/export-audit';
import type { AssayContext } from '../context.ts';
import { ProgressLine } from '../progress-line.ts';
import { reasonOf } from '../reason-of.ts';
import { release } from '../release.generated.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface AuditExportFlags extends SigningFlags {
  readonly format: keyof typeof recordFormats;
  readonly cursor: string;
  readonly out: string;
}

/** @throws {AssayError} what the flow throws */
export async function runAuditExport(this: AssayContext, flags: AuditExportFlags): Promise<void> {
  const { format, cursor, out } = flags;
  const { stdout, stderr } = this.process;
  if (out === '-' && flags.json)
    throw new AssayError('USAGE', '--json says how far the export got; give --out FILE for the records.');
  const line = new ProgressLine(stderr);
  const exported = await withWorkspace(this, flags, (workspace) =>
    exportAudit(workspace, {
      format: recordFormats[format],
      cursor,
      version: release.version,
      append: out === '-' ? (lines) => written(stdout, lines) : (lines) => appendLines(out, lines),
      onProgress: (done, of) => line.say(`${done} of ${of} entries`),
    }),
  );
  line.clear();
  const { from, to, root, redacted } = exported;
  const said = [
    `the entries ${from} to ${to - 1} were handed on as ${format}; the log has ${to} entries and the root ${root.slice(0, 16)}`,
    ...(redacted ? ['who, what and why was taken out: who exports may not read the audit'] : []),
  ];
  if (out === '-') stderr.write(`${said.join('\n')}\n`);
  else stdout.write(flags.json ? printableJson(exported) : `${said.join('\n')}\n`);
}

/** The cursor moves only when the other end has taken the lines. */
function written(stdout: NodeJS.WriteStream, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      reject(new AssayError('AUDIT_WRITE', `the records cannot be written: ${reasonOf(error)}`, { cause: error }));
    };
    stdout.once('error', failed);
    stdout.write(lines, (error) => {
      stdout.off('error', failed);
      if (error === null || error === undefined) resolve();
      else failed(error);
    });
  });
}

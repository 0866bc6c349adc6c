// What a scan of data takes from a workspace: calibrations, and the version that was accepted before.
import { AssayError } from '#core/errors';
import { lastAcceptedRows } from '#flow/data/accepted-version';
import { type Calibration, readCalibration } from '#flow/data/lab/read-calibration';
import { recordedCalibrations } from '#flow/data/lab/recorded-calibrations';
import type { AcceptedRows } from '#flow/data/new-rows';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { DataScanFlags } from './scan-flags.ts';

export interface ScanGrounds {
  readonly calibrations: readonly Calibration[];
  readonly accepted?: AcceptedRows;
}

/** The calibration is that of the file that is named, or those on record; in a folder without a workspace there is neither. */
export async function scanGrounds(context: AssayContext, flags: DataScanFlags, path: string): Promise<ScanGrounds> {
  const named = flags.calibration === undefined ? undefined : [await readCalibration(flags.calibration)];
  try {
    return await withWorkspace(context, flags, async (workspace) => {
      const accepted = await lastAcceptedRows(workspace, path, flags);
      const calibrations = named ?? (await recordedCalibrations(workspace, path));
      return { calibrations, ...(accepted === undefined ? {} : { accepted }) };
    });
  } catch (error) {
    const isAsked = flags.record || flags.workspace !== undefined;
    if (isAsked || !(error instanceof AssayError)) throw error;
    // Nobody asked for a workspace, so that there is none, or that it cannot be read, ends nothing.
    if (error.code !== 'WORKSPACE_MISSING')
      context.process.stderr.write(`assay: nothing was taken from the workspace: ${error.message}\n`);
    return { calibrations: named ?? [] };
  }
}

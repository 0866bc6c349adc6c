// This moment of a workspace: all entries of the log, the time, and the rules of the scanner of this build.
import type { Workspace } from '../workspace/workspace.ts';
import type { Moment } from './collect-evidence.ts';

export async function momentNow(workspace: Workspace): Promise<Moment> {
  const { ruleset } = workspace;
  return {
    logSize: (await (await workspace.index()).cursor()).next,
    at: workspace.now().toISOString(),
    ...(ruleset === undefined ? {} : { scanner: ruleset }),
  };
}

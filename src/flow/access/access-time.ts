// The time that decisions about access are made at: what has ended must not begin again because a clock was set back.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { Workspace } from '../workspace/workspace.ts';

/** Now, and never earlier than the newest entry of the log. @throws {AssayError} CLOCK_BACK */
export async function accessTime(workspace: Workspace): Promise<string> {
  const { last } = await (await workspace.index()).cursor();
  const now = workspace.now().getTime();
  if (last !== undefined && now < last.at - limits.clockBackMs.value) {
    const shown = new Date(now).toISOString();
    const newest = new Date(last.at).toISOString();
    throw new AssayError('CLOCK_BACK', `the clock shows ${shown}, but the log has an entry of ${newest}`);
  }
  return new Date(Math.max(now, last?.at ?? 0)).toISOString();
}

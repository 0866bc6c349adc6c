// What `assay timestamp` does; loaded when it is called.
import { timestampFile } from '#flow/timestamp-file';
import { postToAuthority } from '#server/post-to-authority';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { assertWritable } from './write-output.ts';

export interface TimestampFlags {
  readonly url: string;
  readonly tsaRoot: readonly string[];
  readonly output?: string;
  readonly json?: boolean;
}

/** @throws {AssayError} OUTPUT_FAILED, and what the flow throws */
export async function runTimestamp(this: AssayContext, flags: TimestampFlags, path: string): Promise<void> {
  const output = flags.output ?? `${path}.tsr`;
  assertWritable(output);
  const report = await timestampFile(path, { roots: flags.tsaRoot, output, post: postToAuthority(flags.url) });
  const { time, authority, root } = report.timestamp;
  answer(this, flags.json, report, [
    `timestamped  ${path}`,
    `  file       ${output}`,
    `  time       ${time}`,
    `  authority  ${authority}, trusted through ${root}`,
  ]);
}

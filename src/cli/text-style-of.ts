// Colours and width of the text report, from where it goes and from the environment.
import type { TextStyle } from '#exports/text-style';
import type { AssayProcess } from './context.ts';

const widthOfFiles = 100;
const narrowest = 48;

/** @param output - file the report goes to; undefined for standard output */
export function textStyleOf(process: AssayProcess, output: string | undefined): TextStyle {
  const { env, stdout } = process;
  const terminal = output === undefined && stdout.isTTY;
  const width = terminal ? Math.max(narrowest, stdout.columns || widthOfFiles) : widthOfFiles;
  return { color: wantsColor(env, terminal), width };
}

/** https://no-color.org and https://force-color.org: set and not empty. NO_COLOR wins. */
function wantsColor(env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  const force = env.FORCE_COLOR ?? '';
  if (force !== '') return force !== '0' && force !== 'false';
  return terminal && env.TERM !== 'dumb';
}

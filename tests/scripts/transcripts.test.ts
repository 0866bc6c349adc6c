// The command line as text. Each file in transcripts/ holds commands (lines that begin with `$ `) and what they answer. To
// add a case, add the line and run `npx vitest run tests/scripts -u`; then read what was written.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inTemporaryFolder, launcher, root, runProgram } from './assay-process.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'transcripts');

test.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', async (name) => {
  const path = join(folder, name);
  await expect(replay(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
});

/** The same transcript with what the commands answer now. Text before the first command stays. */
function replay(transcript: string): string {
  const lines = transcript.split('\n');
  const first = lines.findIndex((line) => line.startsWith('$ '));
  const commands = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
  return inTemporaryFolder((work) => {
    layOut(work);
    const answers = commands.map((command) => `$ ${command}\n${answerOf(command, work)}`);
    return `${lines.slice(0, first).join('\n')}\n${answers.join('\n')}`;
  });
}

/** The examples, files of our own, and `assay` in front of the path. */
function layOut(work: string): void {
  cpSync(join(root, 'examples'), join(work, 'examples'), { recursive: true });
  mkdirSync(join(work, 'bin'));
  writeFileSync(join(work, 'bin/assay'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`, { mode: 0o755 });
  mkdirSync(join(work, 'empty'));
  mkdirSync(join(work, 'odd/inner'), { recursive: true });
  writeFileSync(join(work, 'odd/a\u001b[31mred\nline.txt'), 'text\n');
  writeFileSync(join(work, 'odd/inner/fine.txt'), 'text\n');
  symlinkSync('/etc/hostname', join(work, 'odd/leads-out'));
  symlinkSync('nowhere', join(work, 'odd/dangling'));
  symlinkSync('..', join(work, 'odd/inner/loop'));
  runProgram('mkfifo', [join(work, 'odd/pipe')]);
  const allow = (until: string): string =>
    `schema: assay.policy/1\nallow:\n  - name: my_project.layers.Attention\n    by: anna@example.com\n    why: read it\n    until: ${until}\n`;
  writeFileSync(join(work, 'policy.yaml'), allow('2999-12-31'));
  writeFileSync(join(work, 'expired.yaml'), allow('2020-01-31'));
  writeFileSync(join(work, 'pattern.yaml'), allow('2999-12-31').replace('Attention', '*'));
}

function answerOf(command: string, work: string): string {
  const env = { PATH: `${join(work, 'bin')}:${process.env.PATH ?? ''}` };
  const { stdout, stderr, code } = runProgram('bash', ['-c', command], { cwd: work, env });
  const errors = stderr.split('\n').map((line) => (line === '' ? '' : `! ${line}`));
  const text = `${stdout}${errors.join('\n')}`.replace(/rules sha256:[0-9a-f]+/g, 'rules sha256:...');
  return `${text.replace(/\n?$/, '\n').replace(/^\n/, '')}exit ${code}\n`;
}

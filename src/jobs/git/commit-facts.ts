// What git says about a commit, without doing what the repository says.
// ATTACKER: whoever made the repository chose its configuration, attributes and hooks, and git runs programs that these name: filters, a
// monitor of the file system, a program that verifies signatures. So git works in a folder of its own, which has the objects of the
// repository and nothing else of it.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import { runProgram } from '../run-program.ts';

export interface CommitFacts {
  readonly commit: string;
  readonly tree: string;
  /** `%G?` of git: G, U, B, X, Y, R, E or N. */
  readonly signature: string;
  readonly signer: string;
  readonly fingerprint: string;
  readonly dirty: boolean;
  readonly shallow: boolean;
  readonly detached: boolean;
}

export interface CommitQuestion {
  /** Work tree of a repository. */
  readonly folder: string;
  /** In full; HEAD when absent. */
  readonly commit?: string;
  /** SSH signers that count, as `ssh-keygen -Y` reads them. */
  readonly allowedSigners?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @throws {AssayError} DATA_UNKNOWN when there is no such repository or commit, or no git */
export async function commitFacts({
  folder,
  commit,
  allowedSigners,
  environment,
}: CommitQuestion): Promise<CommitFacts> {
  const clean = {
    ...pick(environment),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  const own = mkdtempSync(join(tmpdir(), 'assay-git-'));
  try {
    const ask = async (words: readonly string[], mayFail = false): Promise<string | undefined> => {
      const { exitCode, output, errors } = await start(words, folder, clean);
      if (exitCode === 0) return output.trim();
      if (mayFail) return undefined;
      throw refused(`git ${words.at(-1)}: ${errors.trim().split('\n')[0] ?? `exit ${exitCode}`}`);
    };
    // Reading where things lie runs nothing.
    const [shared = '', top = ''] = await Promise.all([
      ask(['rev-parse', '--path-format=absolute', '--git-common-dir']),
      ask(['rev-parse', '--path-format=absolute', '--show-toplevel']),
    ]);
    const id = await ask(['rev-parse', '--verify', '--end-of-options', `${commit ?? 'HEAD'}^{commit}`]);
    const head = await ask(['symbolic-ref', '-q', 'HEAD'], true);
    const shallow = await ask(['rev-parse', '--is-shallow-repository']);
    const gitFolder = prepare(own, shared, id ?? '');
    const signers =
      allowedSigners === undefined ? [] : ['-c', `gpg.ssh.allowedSignersFile=${realpathSync(allowedSigners)}`];
    const alone = ['--git-dir', gitFolder, '--work-tree', top, ...signers];
    const shown = await ask([
      ...alone,
      'log',
      '--no-walk',
      '--no-show-signature',
      '--format=%T%n%G?%n%GS%n%GF',
      id ?? '',
    ]);
    await ask([...alone, 'read-tree', id ?? '']);
    const changed = await ask([...alone, 'status', '--porcelain', '--untracked-files=normal']);
    const [tree = '', signature = 'N', signer = '', fingerprint = ''] = (shown ?? '').split('\n');
    return {
      ...{ commit: id ?? '', tree, signature, signer, fingerprint },
      dirty: changed !== '',
      shallow: shallow === 'true',
      detached: head === undefined,
    };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** A repository without configuration, attributes, hooks and references. */
function prepare(own: string, shared: string, commit: string): string {
  const folder = join(own, 'git');
  mkdirSync(join(folder, 'objects/info'), { recursive: true });
  mkdirSync(join(folder, 'refs'));
  writeFileSync(join(folder, 'HEAD'), `${commit}\n`);
  writeFileSync(join(folder, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
  writeFileSync(join(folder, 'objects/info/alternates'), `${join(realpathSync(shared), 'objects')}\n`);
  return folder;
}

async function start(words: readonly string[], folder: string, environment: CommitQuestion['environment']) {
  try {
    return await runProgram('git', words, { folder, environment, keep: 1 << 20 });
  } catch (error) {
    throw refused(`git cannot be started in ${folder}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

/** What git and the programs that verify signatures need, and nothing that would steer git. */
function pick(environment: CommitQuestion['environment']): Readonly<Record<string, string | undefined>> {
  const { PATH, HOME, GNUPGHOME, TMPDIR } = environment;
  return { PATH, HOME, GNUPGHOME, TMPDIR };
}

function refused(reason: string): AssayError {
  return new AssayError('DATA_UNKNOWN', `the commit cannot be looked at: ${reason}`);
}

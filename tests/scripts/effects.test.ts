// A scan is inert: traced by the kernel, it starts no process, opens no socket and writes no file but the report.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTemporaryFolder, isInstalled, launcher, root, runProgram } from './assay-process.ts';

const calls =
  'execve,execveat,fork,vfork,clone,clone3,socket,connect,bind,listen,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,truncate,ftruncate,mknod,mknodat,chmod,fchmodat';

/** The lines of the trace of a scan of all examples that start, connect or change something. */
function effectsOf(words: readonly string[]): readonly string[] {
  return inTemporaryFolder((folder) => {
    const trace = join(folder, 'trace');
    const options = ['-f', '-qq', '-e', 'signal=none', '-e', `trace=${calls}`, '-o', trace];
    const command = [process.execPath, launcher, 'scan', join(root, 'examples'), '--json', ...words];
    const { code } = runProgram('strace', [...options, ...command], { cwd: folder });
    expect(code).toBe(1);
    const lines = readFileSync(trace, 'utf8').split('\n');
    // The first line is the start of the traced process itself.
    return lines
      .slice(1)
      .map((line) => line.replace(/^\d+ +/, ''))
      .filter(isEffect);
  });
}

function isEffect(line: string): boolean {
  if (line === '' || /^<\.\.\. |^\+\+\+ |^--- /.test(line)) return false;
  if (/^open(at)?\(/.test(line))
    return /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(line) && !/"\/dev\/(null|tty)"/.test(line);
  // V8 and libuv start threads, which share the memory of the process; a process of its own would not.
  if (/^clone3?\(/.test(line)) return !/CLONE_THREAD/.test(line);
  return true;
}

describe.skipIf(!isInstalled('strace'))('under strace', () => {
  test('scanning has no effect', () => {
    expect(effectsOf([])).toEqual([]);
  });

  test('a report goes to its file by way of one beside it, and that is all', () => {
    const effects = effectsOf(['--output', 'report.json']);
    expect(effects).toHaveLength(2);
    expect(effects[0]).toMatch(/^openat\(AT_FDCWD, "\.report\.json\.\d+\.tmp", O_WRONLY\|O_CREAT\|O_EXCL/);
    expect(effects[1]).toMatch(/^rename\("\.report\.json\.\d+\.tmp", "(.*\/)?report\.json"\)/);
  });

  test('the trace would show an effect', () => {
    expect(isEffect('openat(AT_FDCWD, "/tmp/x", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 3')).toBe(true);
    expect(isEffect('socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3')).toBe(true);
    expect(isEffect('clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x1}, 88) = 7')).toBe(true);
    expect(isEffect('execve("/bin/sh", ["sh"], 0x7) = 0')).toBe(true);
    expect(isEffect('openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3')).toBe(false);
  });
});

// A process that has bytes in a job folder and gets a signal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Resolves when the process is gone. @returns the signal that it died of */
export async function leaveJobFolder(parent: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<string | null> {
  const module = new URL('../src/store/job-folder.ts', import.meta.url).href;
  const script = `
    const { inJobFolder } = await import(${JSON.stringify(module)});
    await inJobFolder(${JSON.stringify(parent)}, async (folder) => {
      folder.put('rows.csv', Buffer.from('secret'));
      process.stdout.write('ready');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: new URL('..', import.meta.url).pathname,
  });
  await once(child.stdout, 'data');
  child.kill(signal);
  const [, died] = await once(child, 'exit');
  return died;
}

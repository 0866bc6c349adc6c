// Exchanges a folder for a link and back until it is killed. usage: node swap-forever.ts FOLDER LINK-TARGET
import { existsSync, renameSync, rmSync, symlinkSync, writeSync } from 'node:fs';

const [folder = '', target = ''] = process.argv.slice(2);
const aside = `${folder}.aside`;
writeSync(1, 'begun\n');
for (;;) {
  if (!existsSync(folder)) continue;
  try {
    dwell();
    renameSync(folder, aside);
    symlinkSync(target, folder);
    dwell();
    rmSync(folder);
    renameSync(aside, folder);
  } catch {
    // The other side was here at the same time and made the folder anew.
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Up to a tenth of a millisecond, so that the other side meets both. */
function dwell(): void {
  const until = performance.now() + Math.random() / 10;
  while (performance.now() < until);
}

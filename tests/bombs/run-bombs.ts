// Scans every bomb in a process of its own and prints what it cost.
// usage: node tests/bombs/run-bombs.ts [--quick] [WORDS OF A NAME]
import { bombs } from './bombs.ts';
import { judge, scanBomb } from './scan-bomb.ts';

const [first = '', ...rest] = process.argv.slice(2);
const words = first === '--quick' ? rest : [first, ...rest];
const chosen = bombs.filter(
  ({ name, quick }) => (first !== '--quick' || quick) && words.every((word) => name.includes(word)),
);
let failed = 0;
for (const bomb of chosen) {
  const result = await scanBomb(bomb);
  const problems = judge(bomb, result);
  if (problems.length > 0) failed += 1;
  const cost = `${result.cpuSeconds.toFixed(2)} s ${result.peakMiB.toFixed(0)} MiB`;
  process.stdout.write(
    `${bomb.name.padEnd(34)} ${(result.bytes / 1e6).toFixed(1).padStart(6)} MB ${cost.padStart(16)} ${result.verdict.padEnd(10)} ${problems.join(', ')} | ${result.formats}\n`,
  );
}
process.stdout.write(`${chosen.length} bombs, ${failed} beyond the bounds\n`);
process.exitCode = failed > 0 ? 1 : 0;

// Recall per trigger and rate as a picture, drawn from the tables that whole-set.ts printed.
// usage: node bench/data/plot-recall.ts bench/data/whole-set-results.md > bench/data/whole-set-recall.svg
import { readFileSync } from 'node:fs';

interface Cell {
  sum: number;
  runs: number;
}

const [file = 'bench/data/whole-set-results.md'] = process.argv.slice(2);
const cells = new Map<string, Map<string, Cell>>();
const columns = new Map<string, number>();
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const [, set = '', attack = '', rate = '', , , , recall = ''] = line.split('|').map((cell) => cell.trim());
  const [share, found] = [Number(rate), Number(recall)];
  if (!(share > 0 && share <= 0.5) || recall === '' || !Number.isFinite(found)) continue;
  const column = `${set}, ${100 * share} %`;
  columns.set(column, set.charCodeAt(0) * 10 + share);
  const row = cells.get(attack) ?? new Map<string, Cell>();
  const cell = row.get(column) ?? { sum: 0, runs: 0 };
  row.set(column, { sum: cell.sum + found, runs: cell.runs + 1 });
  cells.set(attack, row);
}

const [left, top, across, down] = [190, 46, 62, 20];
const names = [...columns.keys()].toSorted((a, b) => (columns.get(a) ?? 0) - (columns.get(b) ?? 0));
const width = left + names.length * across + 10;
const height = top + cells.size * down + 10;
const parts = names.flatMap((name, index) => {
  const [set = '', rate = ''] = name.split(', ');
  const x = left + (index + 0.5) * across;
  return [text(x, 18, set, 'middle'), text(x, 34, rate, 'middle')];
});
[...cells].forEach(([attack, row], line) => {
  const y = top + line * down;
  parts.push(text(left - 8, y + 14, attack, 'end'));
  names.forEach((name, index) => {
    const cell = row.get(name);
    if (cell === undefined) return;
    const recall = cell.sum / cell.runs;
    const x = left + index * across;
    parts.push(`<rect x="${x}" y="${y}" width="${across - 2}" height="${down - 2}" fill="${colour(recall)}"/>`);
    parts.push(text(x + across / 2 - 1, y + 14, recall.toFixed(2), 'middle'));
  });
});
const title = 'Share of planted rows that are set aside, mean over runs';
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
);
console.log(`<title>${title}</title>\n<rect width="${width}" height="${height}" fill="white"/>`);
console.log(`${parts.join('\n')}\n</svg>`);

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
}

/** From orange at 0 over white to blue at 1: apart for those who do not tell red from green. */
function colour(recall: number): string {
  const mix = (from: number, to: number, share: number): number => Math.round(from + (to - from) * share);
  const [low, high] = [
    [230, 140, 60],
    [110, 170, 220],
  ] as const;
  const share = Math.abs(2 * recall - 1);
  const end = recall < 0.5 ? low : high;
  return `rgb(${end.map((value) => mix(245, value, share)).join(',')})`;
}

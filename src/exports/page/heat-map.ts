// Flagged rows by class and place in the data set, as a picture: a burst or a block shows at once.
import { html, type Markup } from './markup.ts';

const cell = 8;
const line = 16;
const nameWidth = 140;

/** @param places - per class, counts of flagged rows in equal stretches of the data set */
export function heatMap(places: readonly { readonly class: string; readonly counts: readonly number[] }[]): Markup {
  const bins = places[0]?.counts.length ?? 0;
  const most = Math.max(1, ...places.flatMap(({ counts }) => counts));
  const width = nameWidth + bins * cell;
  const height = places.length * line + 18;
  const cells = places.map(({ class: name, counts }, at) => {
    const boxes = counts.flatMap((count, bin) => (count === 0 ? [] : [boxOf(count, most, bin, at)]));
    return html`<text x="${nameWidth - 8}" y="${at * line + 12}" text-anchor="end">${name.slice(0, 20)}</text><rect x="${nameWidth}" y="${at * line + 1}" width="${bins * cell}" height="${line - 3}" fill="var(--panel)"/>${boxes}`;
  });
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="flagged rows by class and place">${cells}<text x="${nameWidth}" y="${height - 4}">first row</text><text x="${width}" y="${height - 4}" text-anchor="end">last row; darkest: ${most} flagged</text></svg>`;
}

function boxOf(count: number, most: number, bin: number, at: number): Markup {
  const strength = (0.2 + 0.8 * (count / most)).toFixed(2);
  return html`<rect x="${nameWidth + bin * cell}" y="${at * line + 1}" width="${cell - 1}" height="${line - 3}" fill="var(--bad)" fill-opacity="${strength}"><title>${count} flagged</title></rect>`;
}

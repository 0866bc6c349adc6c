// `assay data lab --page`: per attack the trade-off of every detector as a picture. One file, no script, nothing from elsewhere.
import type { DataLab, LabAttack, LabSweep } from '#core/dataset/data-lab';
import { formatCount, withCommas } from '../format-bytes.ts';
import { html, type Markup, pageOf } from './markup.ts';

export function dataLabPage(lab: DataLab): string {
  const { dataset, seeds } = lab;
  return pageOf(
    `Data lab of ${dataset.path}`,
    html`<h1>${dataset.path}</h1>
<p class="soft">${dataset.kind}, ${formatCount(dataset.rows, 'row')}${dataset.sampled === undefined ? '' : `, ${withCommas(dataset.sampled)} used`}; ${lab.madeAt}; thresholds chosen on seeds ${seeds.chosenOn.join(', ')}, all numbers of seeds ${seeds.reportedOn.join(', ')}</p>
<h2>Operating points</h2>${pointTable(lab)}
<h2>Poison removed against good rows lost</h2><p class="soft">All rates together. Across: good rows lost (false alarms), 0.01 % to 100 %. Upwards: planted rows removed (recall). Circles: the thresholds of the scan, filled for the filter.</p>
<div class="sheet" style="grid-template-columns:repeat(auto-fill,minmax(20rem,1fr))">${lab.attacks.map((attack) => plotOf(lab, attack))}</div>
${legend(lab)}
${accuracySection(lab)}
<h2>What was measured</h2>${cellTable(lab)}
<h2>Not tried</h2><ul>${lab.notCovered.map((text) => html`<li>${text}</li>`)}</ul>
<h2>What this does not say</h2><ul>${lab.limitations.map((text) => html`<li>${text}</li>`)}</ul>`,
  );
}

function pointTable({ detectors }: DataLab): Markup {
  const row = (id: string, name: string, point: DataLab['detectors'][number]['alert'], effective: boolean): Markup =>
    html`<tr><td>${id}</td><td>${name}</td><td class="number">${point.threshold.toPrecision(3)}</td><td class="number">${interval(point.recall)}</td><td class="number">${interval(point.falseAlarms)}</td><td class="number">${withCommas(point.goodRows)}</td><td class="${effective ? 'good' : 'warn'}">${effective ? 'effective' : 'not effective here'}</td></tr>`;
  return html`<div class="wide"><table><thead><tr><th>Detector</th><th>For</th><th class="number">Threshold</th><th class="number">Found</th><th class="number">False alarms</th><th class="number">Good rows</th><th></th></tr></thead><tbody>${detectors.flatMap(
    ({ id, filter, alert, effective }) => [row(id, 'filter', filter, effective), row(id, 'alert', alert, effective)],
  )}</tbody></table></div>`;
}

const [plotWidth, plotHeight, left, below] = [320, 220, 36, 24];

function plotOf(lab: DataLab, { id, title, isTrivial }: LabAttack): Markup {
  const { sweeps, detectors } = lab;
  const lines = sweeps
    .filter(({ attack }) => attack === id)
    .map((sweep) =>
      lineOf(
        sweep,
        detectors.findIndex((one) => one.id === sweep.detector),
      ),
    );
  const marks = [0.0001, 0.001, 0.01, 0.1, 1].map(
    (share) =>
      html`<line x1="${across(share)}" x2="${across(share)}" y1="4" y2="${plotHeight - below}" stroke="var(--line)"/><text x="${across(share)}" y="${plotHeight - 8}" text-anchor="${share === 1 ? 'end' : 'middle'}">${share * 100} %</text>`,
  );
  const shares = [0, 0.5, 1].map(
    (share) =>
      html`<line x1="${left}" x2="${plotWidth - 8}" y1="${upwards(share)}" y2="${upwards(share)}" stroke="var(--line)"/><text x="${left - 6}" y="${upwards(share) + 4}" text-anchor="end">${share * 100}</text>`,
  );
  return html`<figure><svg viewBox="0 0 ${plotWidth} ${plotHeight}" width="${plotWidth}" role="img" aria-label="trade-off for ${title}">${marks}${shares}${lines}${pointsOf(id, lab)}</svg><figcaption>${title}${isTrivial ? ' (trivially easy here)' : ''}</figcaption></figure>`;
}

function lineOf({ detector, points }: LabSweep, at: number): Markup {
  const places = points.map(({ removed, lost }) => `${across(lost).toFixed(1)},${upwards(removed).toFixed(1)}`);
  return html`<polyline points="${places.join(' ')}" fill="none" stroke="${colourOf(at)}" stroke-width="${at === 0 ? 2.5 : 1.5}" stroke-dasharray="${dashOf(at)}"><title>${detector}</title></polyline>`;
}

/** Where the scan stands with its thresholds, all rates of the attack together. */
function pointsOf(attack: string, { cells, detectors }: DataLab): readonly Markup[] {
  const own = cells.filter((cell) => cell.attack === attack && cell.detector === detectors[0]?.id);
  return (['filter', 'alert'] as const).map((which) => {
    const sum = (of: 'recall' | 'falseAlarms', what: 'hits' | 'trials'): number =>
      own.reduce((total, cell) => total + cell[which][of][what], 0);
    const found = sum('recall', 'hits') / Math.max(1, sum('recall', 'trials'));
    const lost = sum('falseAlarms', 'hits') / Math.max(1, sum('falseAlarms', 'trials'));
    return html`<circle cx="${across(lost).toFixed(1)}" cy="${upwards(found).toFixed(1)}" r="4" fill="${which === 'filter' ? colourOf(0) : 'none'}" stroke="${colourOf(0)}" stroke-width="1.5"><title>${which}: ${(100 * found).toFixed(1)} % found, ${(100 * lost).toFixed(2)} % of good rows lost</title></circle>`;
  });
}

const learntFrom = { nothing: 'all rows', filtered: 'without filtered rows', flagged: 'without flagged rows' } as const;

/** Accuracy of what was learnt, by the rows that were left: the attack costs something, and so does taking good rows out. */
function accuracySection({ accuracies = [], attacks }: DataLab): Markup {
  if (accuracies.length === 0) return html``;
  const titles = new Map(attacks.map(({ id, title }) => [id, title]));
  const rows = accuracies.flatMap(({ attack, rate, points }) =>
    points.map(
      ({ removed, learnt, accuracy, attackSuccess }) =>
        html`<tr><td>${titles.get(attack) ?? 'nothing planted'}</td><td class="number">${Number((rate * 100).toPrecision(2))} %</td><td>${learntFrom[removed]}</td><td class="number">${withCommas(learnt)}</td><td class="number">${interval(accuracy)}</td><td class="number">${attackSuccess === undefined ? '-' : interval(attackSuccess)}</td></tr>`,
    ),
  );
  return html`<h2>What a model learns from it</h2><p class="soft">A small model learns from planted rows, from what is left without filtered ones, and without all that are flagged. Right: held-out rows whose class it says. Obeys: held-out rows of other classes that the trigger leads to the target.</p>
<div class="sheet" style="grid-template-columns:repeat(auto-fill,minmax(20rem,1fr))">${attacks.map(({ id, title }) => accuracyPlot(accuracies, id, title))}</div>
<div class="wide"><table><thead><tr><th>Planted</th><th class="number">Rate</th><th>Learnt from</th><th class="number">Rows</th><th class="number">Right</th><th class="number">Obeys</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Across: planted share, logarithmic. Upwards: accuracy; dashed where nothing was planted. */
function accuracyPlot(accuracies: NonNullable<DataLab['accuracies']>, attack: string, title: string): Markup {
  const own = accuracies.filter((one) => one.attack === attack).toSorted((a, b) => a.rate - b.rate);
  const clean = accuracies.find((one) => one.attack === 'none')?.points.find(({ removed }) => removed === 'nothing');
  const shares = own
    .flatMap(({ points }) => points.map(({ accuracy }) => accuracy.share))
    .concat(clean?.accuracy.share ?? []);
  if (own.length === 0) return html``;
  const least = Math.max(0, Math.min(...shares) - 0.05);
  const height = (share: number): string => upwards((share - least) / (1 - least || 1)).toFixed(1);
  const lines = (['nothing', 'filtered', 'flagged'] as const).map((removed, at) => {
    const places = own.flatMap(({ rate, points }) =>
      points
        .filter((point) => point.removed === removed)
        .map(({ accuracy }) => [across(rate).toFixed(1), height(accuracy.share)] as const),
    );
    const dots = places.map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="3" fill="${colourOf(at)}"/>`);
    return html`<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colourOf(at)}" stroke-width="1.5"><title>${learntFrom[removed]}</title></polyline>${dots}`;
  });
  const level =
    clean === undefined
      ? html``
      : html`<line x1="${left}" x2="${plotWidth - 8}" y1="${height(clean.accuracy.share)}" y2="${height(clean.accuracy.share)}" stroke="var(--line)" stroke-dasharray="4 3"/>`;
  const marks = [least, 1].map(
    (share) =>
      html`<text x="${left - 6}" y="${Number(height(share)) + 4}" text-anchor="end">${Math.round(share * 100)}</text>`,
  );
  const rates = own.map(
    ({ rate }) =>
      html`<text x="${across(rate).toFixed(1)}" y="${plotHeight - 8}" text-anchor="middle">${Number((rate * 100).toPrecision(2))} %</text>`,
  );
  const names = (['nothing', 'filtered', 'flagged'] as const).map(
    (removed, at) => html`<span style="color:${colourOf(at)}">${learntFrom[removed]}</span> `,
  );
  return html`<figure><svg viewBox="0 0 ${plotWidth} ${plotHeight}" width="${plotWidth}" role="img" aria-label="accuracy after ${title}">${marks}${rates}${level}${lines}</svg><figcaption>${title}: right in % of held-out rows, by the share planted; ${names}</figcaption></figure>`;
}

/** Logarithmic, 0.01 % to 100 %; less than that is at the left end. */
function across(share: number): number {
  const place = (Math.log10(Math.max(0.0001, share)) + 4) / 4;
  return left + place * (plotWidth - left - 8);
}

function upwards(share: number): number {
  return 4 + (1 - share) * (plotHeight - below - 4);
}

function legend({ detectors }: DataLab): Markup {
  return html`<p class="soft">${detectors.map(
    ({ id }, at) =>
      html`<svg style="display:inline-block;vertical-align:middle" width="28" height="8"><line x1="0" x2="28" y1="4" y2="4" stroke="${colourOf(at)}" stroke-width="${at === 0 ? 2.5 : 1.5}" stroke-dasharray="${dashOf(at)}"/></svg> ${id} &nbsp; `,
  )}</p>`;
}

/** Readable on white and on black, told apart by dashes too. */
function colourOf(at: number): string {
  return colours[Math.max(0, at) % colours.length] ?? '';
}

function dashOf(at: number): string {
  return dashes[Math.floor(Math.max(0, at) / colours.length) % dashes.length] ?? '';
}

const colours = ['var(--bar)', '#d1495b', '#2a9d6f', '#b07d12', '#8e5bd0', '#1b98a6', '#8a8f98'];
const dashes = ['none', '6 3', '2 3'];

function cellTable({ cells, attacks }: DataLab): Markup {
  const titles = new Map(attacks.map(({ id, title }) => [id, title]));
  return html`<div class="wide"><table><thead><tr><th>Detector</th><th>Attack</th><th class="number">Rate</th><th class="number">Found</th><th class="number">False alarms</th><th class="number">Filtered</th><th class="number">Lost</th><th class="number">AUROC</th></tr></thead><tbody>${cells.map(
    ({ detector, attack, rate, filter, alert, auroc }) =>
      html`<tr><td>${detector}</td><td>${titles.get(attack) ?? attack}</td><td class="number">${(rate * 100).toPrecision(2)} %</td><td class="number">${interval(alert.recall)}</td><td class="number">${interval(alert.falseAlarms)}</td><td class="number">${interval(filter.recall)}</td><td class="number">${interval(filter.falseAlarms)}</td><td class="number">${auroc === undefined ? '-' : `${auroc.mean.toFixed(3)} (${auroc.lowest.toFixed(3)} to ${auroc.highest.toFixed(3)})`}</td></tr>`,
  )}</tbody></table></div>`;
}

function interval({ share, low, high, trials }: DataLab['unplanted']['alerted']): string {
  const percent = (value: number): string => (value * 100).toFixed(2);
  return trials === 0 ? '-' : `${percent(share)} % (${percent(low)} to ${percent(high)})`;
}

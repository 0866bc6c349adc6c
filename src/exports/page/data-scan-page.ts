// `assay data scan --page`: what was flagged, to look at. One file, no script, nothing from elsewhere.
import type { ClassVerdict, DataScan, FlaggedRow, FoundTrigger, RowReason } from '#core/dataset/data-scan';
import { besideLines, thresholdsInWords } from '../data-scan-text.ts';
import { formatCount, withCommas } from '../format-bytes.ts';
import { heatMap } from './heat-map.ts';
import { html, type Markup, pageOf } from './markup.ts';
import { pngAddress } from './png.ts';

/** Content of a row that the page shows. */
export type RowContent =
  | {
      readonly kind: 'picture';
      readonly height: number;
      readonly width: number;
      readonly channels: 1 | 3;
      /** Shape [height, width, channels], 0..255. */
      readonly pixels: Uint8Array;
    }
  | { readonly kind: 'text'; readonly text: string };

export interface PageSamples {
  /** Flagged rows with their content, worst first. */
  readonly flagged: readonly { readonly row: FlaggedRow; readonly content: RowContent }[];
  /** Rows of the same classes that nothing speaks against. */
  readonly others: readonly { readonly class: string; readonly row: string; readonly content: RowContent }[];
  /** Flagged rows by place in the file and class: counts, shape [classes.length][bins]. */
  readonly places: readonly { readonly class: string; readonly counts: readonly number[] }[];
}

export function dataScanPage(scan: DataScan, samples: PageSamples): string {
  return pageOf(
    `Data scan of ${scan.dataset.path}`,
    html`<h1>${scan.dataset.path}</h1>
<p class="soft">${scan.dataset.kind}, ${formatCount(scan.dataset.rows, 'row')}, ${formatCount(scan.classes.length, 'class', 'classes')}, seed ${scan.seed}</p>
${besideLines(scan).map((line) => html`<p>${line}</p>`)}
${facts(scan)}
<h2>Classes</h2>${classTable(scan.classes)}
${samples.places.length === 0 ? [] : [html`<h2>Where the flagged rows lie</h2>${heatMap(samples.places)}`]}
${section('Recovered triggers', [html`<div class="triggers">${scan.triggers.map(triggerMarkup)}</div>`], scan.triggers.length)}
${section('Flagged rows', [html`<div class="sheet">${samples.flagged.filter(({ content }) => content.kind === 'picture').map(pictureOf)}</div>`, ...samples.flagged.map(textOf)], samples.flagged.length)}
${section('For comparison: rows of these classes that nothing speaks against', [html`<div class="sheet">${samples.others.map(otherOf)}</div>`], samples.others.length)}
${section('All flagged rows', [rowTable(scan.rows)], scan.rows.length)}
<h2>What ran</h2><p>Thresholds: ${thresholdsInWords(scan)}.</p>${detectorTable(scan)}
${section(
  'Quality',
  scan.quality.map(({ kind, text, count }) => html`<p><b>${kind}</b> ${text} (${withCommas(count)})</p>`),
)}
${section(
  'Left out',
  scan.excluded.map(({ reason, count }) => html`<p>${formatCount(count, 'row')}: ${reason}</p>`),
)}
<h2>What this cannot find</h2><ul>${scan.limitations.map((text) => html`<li>${text}</li>`)}</ul>`,
  );
}

/** Rows in the table of the page; the JSON report has all. */
const longestTable = 500;

function section(title: string, parts: readonly Markup[], count: number = parts.length): Markup {
  return count === 0 ? html`` : html`<h2>${title}</h2>${parts}`;
}

function facts({ classes, rows, power }: DataScan): Markup {
  const declared = classes.filter(({ declaredPoisoned }) => declaredPoisoned).length;
  const filtered = rows.filter(({ decision }) => decision === 'filter').length;
  const found =
    power === 'unknown' ? 'unknown' : `${(Math.min(...power.attacks.map(({ recall }) => recall)) * 100).toFixed(0)} %`;
  return html`<div class="facts">
<div><b class="${declared > 0 ? 'bad' : ''}">${declared} of ${classes.length}</b>classes declared poisoned</div>
<div><b class="${filtered > 0 ? 'bad' : ''}">${withCommas(filtered)}</b>rows to filter</div>
<div><b class="${rows.length > filtered ? 'warn' : ''}">${withCommas(rows.length - filtered)}</b>rows to look at</div>
<div><b>${found}</b>${power === 'unknown' ? 'power of this search: nobody measured it here' : 'of planted rows found, in the worst attack tried'}</div>
</div>`;
}

function classTable(classes: readonly ClassVerdict[]): Markup {
  return html`<div class="wide"><table><thead><tr><th>Class</th><th class="number">Rows</th><th>Declared</th><th class="number">Share</th><th>Because</th></tr></thead><tbody>${classes.map(
    ({ class: name, rows, declaredPoisoned, estimatedShare, because }) =>
      html`<tr><td>${name}</td><td class="number">${withCommas(rows)}</td><td class="${declaredPoisoned ? 'bad' : 'soft'}">${declaredPoisoned ? 'poisoned' : 'nothing found'}</td><td class="number">${declaredPoisoned ? `${(estimatedShare * 100).toFixed(1)} %` : '-'}</td><td>${because.join('; ')}</td></tr>`,
  )}</tbody></table></div>`;
}

function triggerMarkup({ class: name, how, rows, text, picture }: FoundTrigger): Markup {
  const shown =
    picture === undefined || (picture.channels !== 1 && picture.channels !== 3)
      ? html``
      : html`<div class="found"><img alt="recovered trigger" src="${pngAddress(Buffer.from(picture.pixels, 'base64'), picture.height, picture.width, picture.channels)}"></div>`;
  return html`<div><p><b>${name}</b> ${how}, ${formatCount(rows, 'row')}${text === undefined ? '' : `: ${text}`}</p>${shown}</div>`;
}

function pictureOf({ row, content }: PageSamples['flagged'][number]): Markup {
  if (content.kind !== 'picture') return html``;
  const { height, width, channels, pixels } = content;
  const boxes = row.because.flatMap(({ region }) => (region === undefined ? [] : [boxOf(region, height, width)]));
  return html`<figure><div class="picture"><img alt="row ${row.row}" src="${pngAddress(pixels, height, width, channels)}">${boxes}</div><figcaption><span class="${row.decision === 'filter' ? 'bad' : 'warn'}">${row.decision}</span> ${row.row}<br>${row.class}, ${row.score.toFixed(3)}<br>${row.because.map(({ detector }) => detector).join(', ')}</figcaption></figure>`;
}

function boxOf({ top, left, height, width }: NonNullable<RowReason['region']>, rows: number, across: number): Markup {
  const part = (value: number, whole: number): string => `${((value / whole) * 100).toFixed(2)}%`;
  return html`<span style="top:${part(top, rows)};left:${part(left, across)};height:${part(height, rows)};width:${part(width, across)}"></span>`;
}

function textOf({ row, content }: PageSamples['flagged'][number]): Markup {
  if (content.kind !== 'text') return html``;
  const span = row.because.find(({ span }) => span !== undefined)?.span;
  return html`<p><span class="${row.decision === 'filter' ? 'bad' : 'warn'}">${row.decision}</span> ${row.row} <span class="soft">${row.class}, ${row.score.toFixed(3)}: ${row.because.map(({ text }) => text).join('; ')}</span></p><pre>${excerptOf(content.text, span)}</pre>`;
}

/** UTF-16 units of a text that are shown around what was found. */
const around = 300;

function excerptOf(text: string, span: readonly [number, number] | undefined): Markup {
  if (span === undefined) return html`${text.slice(0, 2 * around)}${text.length > 2 * around ? ' ...' : ''}`;
  const [start, end] = span;
  const from = Math.max(0, start - around);
  return html`${from > 0 ? '... ' : ''}${text.slice(from, start)}<mark>${text.slice(start, Math.min(end, start + 2 * around))}</mark>${text.slice(end, end + around)}${end + around < text.length ? ' ...' : ''}`;
}

function otherOf({ class: name, row, content }: PageSamples['others'][number]): Markup {
  if (content.kind !== 'picture')
    return html`<figure><pre>${excerptOf(content.text, undefined)}</pre><figcaption>${row}, ${name}</figcaption></figure>`;
  const { height, width, channels, pixels } = content;
  return html`<figure><div class="picture"><img alt="row ${row}" src="${pngAddress(pixels, height, width, channels)}"></div><figcaption>${row}<br>${name}</figcaption></figure>`;
}

function rowTable(rows: readonly FlaggedRow[]): Markup {
  const more = rows.length - longestTable;
  return html`<div class="wide"><table><thead><tr><th>Row</th><th>Class</th><th class="number">Score</th><th>Decision</th><th>Because</th></tr></thead><tbody>${rows
    .slice(0, longestTable)
    .map(
      ({ row, class: name, score, decision, because, isNew }) =>
        html`<tr><td>${row}${isNew ? ' (new)' : ''}</td><td>${name}</td><td class="number">${score.toFixed(3)}</td><td class="${decision === 'filter' ? 'bad' : 'warn'}">${decision}</td><td>${because.map(({ detector, text }) => `${detector}: ${text}`).join('; ')}</td></tr>`,
    )}</tbody></table></div>${more > 0 ? html`<p class="soft">${formatCount(more, 'row')} more are in the JSON report.</p>` : html``}`;
}

function detectorTable({ detectors }: DataScan): Markup {
  return html`<div class="wide"><table><thead><tr><th>Detector</th><th>Outcome</th><th class="number">Flagged</th><th>Parameters</th><th>Why</th></tr></thead><tbody>${detectors.map(
    ({ detector, version, outcome, flagged, parameters, why }) =>
      html`<tr><td>${detector} ${version}</td><td class="${outcome === 'fail' ? 'bad' : outcome === 'pass' ? 'good' : 'warn'}">${outcome}</td><td class="number">${withCommas(flagged)}</td><td class="soft">${Object.entries(
        parameters,
      )
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}</td><td>${why ?? ''}</td></tr>`,
  )}</tbody></table></div>`;
}

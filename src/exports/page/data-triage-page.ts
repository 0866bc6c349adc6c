// `assay data triage sheet`: the queue as a page to look at offline: each row beside the rows of its class that are most like it. One
// file, no script, nothing from elsewhere.
import type { DataTriage, TriageContent, TriageItem } from '#core/dataset/data-triage';
import { formatCount, withCommas } from '../format-bytes.ts';
import { html, type Markup, pageOf } from './markup.ts';
import { pngAddress } from './png.ts';

export function dataTriagePage(triage: DataTriage): string {
  const { dataset, items, groups, sampling } = triage;
  return pageOf(
    `Triage of ${dataset.path}`,
    html`<h1>${dataset.path}</h1>
<p class="soft">${formatCount(items.length, 'row')} to decide on; data ${dataset.digest.slice(0, 12)}; ${triage.madeAt}${triage.twoPersons ? '; every row takes two reviewers' : ''}</p>
<p>Write a decision per row into a CSV file with the columns <b>row, decision, class, reason, seconds</b>: the row is its number here with a # before it, the decision is accept, reject or relabel, the class is given with relabel, the reason always. Then: assay data triage decide QUEUE --from FILE</p>
${groupTable(groups)}
<h2>Why some rows here have no reason</h2><p>${withCommas(sampling.drawn)} rows were drawn of the ${withCommas(sampling.rows)} that nothing speaks against. If ${(sampling.rate * 100).toPrecision(2)} % of those are bad, at least one is among them with a chance of ${(sampling.chance * 100).toFixed(1)} %.${triage.seeded === undefined ? '' : ` Among them are ${triage.seeded.count} known defects: they show how closely people look.`}</p>
<h2>Rows</h2>${items.map(itemMarkup)}`,
  );
}

function groupTable(groups: DataTriage['groups']): Markup {
  if (groups.length === 0) return html``;
  return html`<h2>What flagged rows have in common</h2><div class="wide"><table><thead><tr><th>By</th><th></th><th class="number">Flagged</th><th class="number">Rows</th></tr></thead><tbody>${groups.map(
    ({ by, name, flagged, rows }) =>
      html`<tr><td>${by}</td><td>${name}</td><td class="number">${withCommas(flagged)}</td><td class="number">${withCommas(rows)}</td></tr>`,
  )}</tbody></table></div>`;
}

function itemMarkup(item: TriageItem): Markup {
  const { source, time } = item;
  const from = [source, time].filter((one) => one !== undefined).join(', ');
  const why = item.because.map(({ detector, text }) => html`<li>${detector}: ${text}</li>`);
  const regions = item.because.flatMap(({ region }) => region ?? []);
  const spans = item.because.flatMap(({ span }) => (span === undefined ? [] : [span]));
  return html`<section id="item-${item.item}"><h2>#${item.item} <span class="soft">row ${item.row}, declared ${item.class}${from === '' ? '' : `, from ${from}`}${item.score === undefined ? '' : `, ${item.decision ?? ''} ${item.score.toFixed(3)}`}</span></h2>
${why.length === 0 ? html`` : html`<ul>${why}</ul>`}
<div class="sheet">${contentMarkup(item.content, 'the row', regions, spans[0])}${item.nearest.map(({ row, content }) => contentMarkup(content, `row ${row}, the same class`, [], undefined))}</div></section>`;
}

type Region = NonNullable<TriageItem['because'][number]['region']>;

function contentMarkup(
  content: TriageContent,
  caption: string,
  regions: readonly Region[],
  span: readonly [number, number] | undefined,
): Markup {
  if (content.kind === 'text') {
    const [start, end] = span ?? [0, 0];
    const { text } = content;
    return html`<figure><pre>${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}</pre><figcaption>${caption}</figcaption></figure>`;
  }
  const { height, width, channels, pixels } = content;
  const part = (value: number, whole: number): string => `${((value / whole) * 100).toFixed(2)}%`;
  const boxes = regions.map(
    ({ top, left, height: high, width: wide }) =>
      html`<span style="top:${part(top, height)};left:${part(left, width)};height:${part(high, height)};width:${part(wide, width)}"></span>`,
  );
  return html`<figure><div class="picture"><img alt="${caption}" src="${pngAddress(Buffer.from(pixels, 'base64'), height, width, channels)}">${boxes}</div><figcaption>${caption}</figcaption></figure>`;
}

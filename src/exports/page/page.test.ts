// Pages hold what data say as text: nothing of it becomes markup, and pictures are files that others read.
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heatMap } from './heat-map.ts';
import { html, pageOf } from './markup.ts';
import { encodePng } from './png.ts';

test('no text of data becomes markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      expect(markup.replace(/^<p title="|">|<\/p>$/g, '')).not.toMatch(/[<>"]/);
    }),
  );
  expect(html`${'<script>'}${[html`<b>${'&'}</b>`]}`.markup).toBe('&lt;script&gt;<b>&amp;</b>');
  expect(html`${'one\ntwo\u202e'}`.markup).toBe('one\ntwo\\u{202e}');
});

test('a page loads nothing', () => {
  const page = pageOf('a', html`b`);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/https?:|<script|url\(/);
});

test('the heat map names the classes and the strongest place', () => {
  const { markup } = heatMap([
    { class: 'cat', counts: [0, 3, 0] },
    { class: '<dog>', counts: [1, 0, 0] },
  ]);
  expect(markup).toContain('cat');
  expect(markup).toContain('&lt;dog&gt;');
  expect(markup).toContain('darkest: 3 flagged');
});

test('PNG: signature, header, and the samples row by row', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, at) => at * 20);
  const file = encodePng(pixels, 2, 2, 3);
  expect(Buffer.from(file.subarray(0, 8)).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  const view = new DataView(file.buffer, file.byteOffset);
  expect([view.getUint32(16), view.getUint32(20), file[24], file[25]]).toEqual([2, 2, 8, 2]);
  const length = view.getUint32(33);
  const lines = inflateSync(file.subarray(41, 41 + length));
  expect([...lines]).toEqual([0, ...pixels.subarray(0, 6), 0, ...pixels.subarray(6)]);
});

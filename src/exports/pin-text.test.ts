// What people read of pins.
import { expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { checkDownloads } from '#core/pins/check-downloads';
import { checkPin } from '#core/pins/check-pin';
import { PinCounter } from '#core/pins/count-pins';
import type { ContentSighting, NoSighting, Pin } from '#core/pins/pin';
import { PinTally } from '#core/pins/tally-checks';
import { encodeDownloadText, encodePinText, encodePinVerificationText } from './pin-text.ts';

const style = { color: false, width: 100 };
const content: ContentSighting = {
  ...{ state: 'content', at: '2026-01-01T00:00:00.000Z', redirects: [], status: 200, sha256: sha256(Buffer.from('a')) },
  ...{ size: 2048, finalUrl: 'https://a.example/1' },
};
const gone: NoSighting = { state: 'gone', at: content.at, redirects: [], reason: 'not found (404)' };
const md5 = { algorithm: 'md5', hex: '0'.repeat(32) } as const;
const pins: readonly Pin[] = [
  { row: 1, url: 'https://a.example/1', sighting: content },
  {
    row: 2,
    url: `https://a.example/\u202e${'x'.repeat(200)}`,
    expected: md5,
    sighting: { ...content, isExpected: true },
  },
  { row: 3, url: 'https://a.example/3', expected: md5, sighting: { ...content, isExpected: false, isPage: true } },
  { row: 4, url: 'https://a.example/4', expected: 'unreadable', sighting: gone },
  { row: 5, url: 'x', sighting: { ...gone, state: 'unreachable', reason: 'the connection broke off' } },
  { row: 6, url: 'ftp://x', sighting: { ...gone, state: 'refused', reason: 'ftp: addresses are not fetched' } },
];

function counted(some: readonly Pin[]): PinCounter {
  const counter = new PinCounter();
  for (const pin of some) counter.add(pin);
  return counter;
}

test('pins of all kinds', () => {
  const report = { schema: 'assay.pin/1', list: 'laion.csv', pins: 'laion.pins' } as const;
  expect(encodePinText({ ...report, counts: counted(pins).counts }, style)).toMatchInlineSnapshot(`
    "pinned  3 of 6 addresses of laion.csv, 6.0 KiB
      pins      laion.pins
      trust     1 as the list says; 1 (33.3 %) on first use: only their change can be noticed
                1 not what the list says
                1 by MD5 or SHA-1 alone, which can be forged
                hashes of the list that are of no known kind: 1
      missing   1 gone, 1 unreachable, 1 refused because of their address
      note      1 begin like an HTML page
    "
  `);
  expect(encodePinText({ ...report, counts: counted(pins.slice(0, 1)).counts }, style)).toMatchInlineSnapshot(`
    "pinned  1 of 1 address of laion.csv, 2.0 KiB
      pins      laion.pins
      trust     0 as the list says; 1 (100 %) on first use: only their change can be noticed
    "
  `);
});

test('what became of them', () => {
  const tally = new PinTally();
  const later = { ...content, sha256: sha256(Buffer.from('b')) };
  for (const [at, now] of [content, later, gone, content, gone, gone].entries()) {
    const pin = pins[at];
    if (pin !== undefined) tally.add(checkPin({ pin, now }));
  }
  tally.add(
    checkPin({ pin: { row: 7, url: 'u', sighting: content }, now: { ...content, finalUrl: 'https://b.example/' } }),
  );
  tally.add(
    checkPin({
      pin: { row: 8, url: 'u', sighting: content },
      now: { ...gone, state: 'unreachable', reason: 'too\u001b slow' },
    }),
  );
  const found = tally.verification('laion.pins', content.at, counted(pins).counts);
  expect(encodePinVerificationText(found, style, true)).toMatchInlineSnapshot(`
    "changed      row 2  https://a.example/\\u{202e}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… (219 characters)  2048 bytes pinned, 2048 found  exclude
    other-owner  row 7  u  answered from b.example, pinned from a.example; the content is the same  exclude
    gone         row 3  https://a.example/3  not found (404)  exclude
    gone         row 5  x  not found (404)  exclude
    gone         row 6  ftp://x  not found (404)  exclude
    unreachable  row 8  u  too\\u{1b} slow  escalate
    unpinned     row 4  https://a.example/4  nothing was pinned: not found (404)  escalate
    refused  1 changed, 1 other-owner, 3 gone, 1 unreachable, 1 unpinned, 1 same
      trust     1 as the list says; 1 (33.3 %) on first use: only their change can be noticed
                1 not what the list says
                1 by MD5 or SHA-1 alone, which can be forged
                hashes of the list that are of no known kind: 1
      unknown   what is unreachable may be the same or not; it counts as neither
    "
  `);
  expect(
    encodePinVerificationText(new PinTally().verification('p', content.at, new PinCounter().counts), style, true),
  ).toMatchInlineSnapshot(`
    "undecided  there are no rows
      trust     0 as the list says; 0 on first use: only their change can be noticed
    "
  `);
});

test('long lists are cut', () => {
  const tally = new PinTally(150);
  for (let row = 1; row <= 200; row += 1) tally.add(checkPin({ pin: { row, url: 'u', sighting: content }, now: gone }));
  const found = tally.verification('p', content.at, counted(pins).counts);
  expect(encodePinVerificationText(found, style, false)).toContain('100 more rows not listed here.');
  expect(encodePinVerificationText(found, style, true)).toContain('50 more rows not listed here.');
});

test('downloads', () => {
  const files = [{ path: 'strange\u202e.exe', sha256: sha256(Buffer.from('c')) }];
  const found = checkDownloads(pins, files, { pins: 'p', folder: 'images' });
  expect(encodeDownloadText(found, style, false)).toMatchInlineSnapshot(`
    "missing   row 1  https://a.example/1
    missing   row 2  https://a.example/\\u{202e}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… (219 characters)
    missing   row 3  https://a.example/3
    unknown   strange\\u{202e}.exe  2e7d2c03a950...
    refused  images: 0 same, 3 missing, 3 never pinned, 1 file of no row
      trust     1 as the list says; 1 (33.3 %) on first use: only their change can be noticed
                1 not what the list says
                1 by MD5 or SHA-1 alone, which can be forged
                hashes of the list that are of no known kind: 1
    "
  `);
  const good = checkDownloads(pins.slice(0, 1), [{ path: 'a', sha256: content.sha256 }], {
    pins: 'p',
    folder: 'images',
  });
  expect(encodeDownloadText(good, style, true)).toMatchInlineSnapshot(`
    "verified  images: 1 same, 0 missing, 0 never pinned, 0 files of no row
      trust     0 as the list says; 1 (100 %) on first use: only their change can be noticed
    "
  `);
});

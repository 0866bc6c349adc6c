// Judging what was seen: owners, states, counts.
import { describe, expect, test } from 'vitest';
import { sha256 } from '../digest.ts';
import { checkDownloads } from './check-downloads.ts';
import { checkPin } from './check-pin.ts';
import { parseExpectedHash } from './expected-hash.ts';
import { registrableDomain } from './owner.ts';
import type { ContentSighting, NoSighting, Pin, Sighting } from './pin.ts';
import { encodePin, parsePin } from './pin-lines.ts';

const content: ContentSighting = {
  state: 'content',
  at: '2026-01-01T00:00:00.000Z',
  redirects: [],
  status: 200,
  sha256: sha256(Buffer.from('a')),
  size: 1,
  finalUrl: 'https://img.example.com/a.png',
};
const other = { sha256: sha256(Buffer.from('b')), size: 2 };
const none: NoSighting = { state: 'unreachable', at: content.at, redirects: [], reason: 'the connection broke off' };

function pin(sighting: Sighting): Pin {
  return { row: 1, url: 'https://img.example.com/a.png', sighting };
}

test.each([
  ['img.example.com', 'example.com'],
  ['EXAMPLE.com.', 'example.com'],
  ['a.b.co.uk', 'b.co.uk'],
  ['x.github.io', 'x.github.io'],
  ['bucket.s3.amazonaws.com', 's3.amazonaws.com'],
  ['localhost', 'localhost'],
  ['10.0.0.1', '10.0.0.1'],
  ['[2001:db8::1]', '2001:db8::1'],
])('%s belongs to %s', (host, owner) => expect(registrableDomain(host)).toBe(owner));

test.each([
  ['d41d8cd98f00b204e9800998ecf8427e', 'md5'],
  [` ${'AB'.repeat(32)} `, 'sha256'],
  [`sha512:${'0'.repeat(128)}`, 'sha512'],
  [`SHA-256:${'0'.repeat(64)}`, 'sha256'],
  [`${'0'.repeat(40)}`, 'sha1'],
  [`md5:${'0'.repeat(64)}`, undefined],
  ['-4183217534915063', undefined],
  ['', undefined],
])('the hash %s', (text, algorithm) => {
  const hash = parseExpectedHash(text);
  expect(hash === 'unreadable' ? undefined : hash.algorithm).toBe(algorithm);
});

describe('a pin beside what is there now', () => {
  const check = (before: Sighting, now: Sighting): readonly unknown[] => {
    const { state, content: what, use, reasons } = checkPin({ pin: pin(before), now });
    return [state, what, use, ...reasons];
  };

  test.each<readonly [string, Partial<ContentSighting>, Partial<ContentSighting>, readonly unknown[]]>([
    ['nothing changed', {}, {}, ['same', 'same', 'keep']],
    [
      'another path of the same owner',
      {},
      { finalUrl: 'https://cdn.example.com/a.png' },
      [
        'redirected',
        'same',
        'keep',
        'answered from https://cdn.example.com/a.png, pinned from https://img.example.com/a.png',
      ],
    ],
    [
      'the same bytes from somebody else',
      {},
      { finalUrl: 'https://parked.example/a.png' },
      ['other-owner', 'same', 'exclude', 'answered from parked.example, pinned from example.com'],
    ],
    [
      'another certificate',
      { certificate: 'Example Ltd' },
      { certificate: 'Parking Inc', ...other },
      [
        'other-owner',
        'changed',
        'exclude',
        'the certificate names Parking Inc, pinned with Example Ltd',
        '1 bytes pinned, 2 found',
      ],
    ],
    [
      'a renewed certificate',
      { certificate: 'Example Ltd' },
      { certificate: '*.example.com' },
      ['same', 'same', 'keep'],
    ],
    ['a certificate that is not seen any more', { certificate: 'Example Ltd' }, {}, ['same', 'same', 'keep']],
    [
      'another content without a length',
      {},
      { ...other, isOpenEnded: true, isExpected: false },
      [
        'changed',
        'changed',
        'exclude',
        '1 bytes pinned, 2 found',
        'not the hash that the list gives',
        'no length was declared, so it may have been cut',
      ],
    ],
    [
      'another encoding',
      {},
      { ...other, contentEncoding: 'gzip' },
      [
        'changed',
        'changed',
        'exclude',
        '1 bytes pinned, 2 found',
        'content encoding gzip, pinned with none: the same content may be encoded otherwise',
      ],
    ],
  ])('%s', (_, before, now, expected) => {
    expect(check({ ...content, ...before }, { ...content, ...now })).toEqual(expected);
  });

  test('could not tell is never the same, gone is gone', () => {
    expect(check(content, none)).toEqual(['unreachable', 'unknown', 'escalate', 'the connection broke off']);
    expect(check(content, { ...none, state: 'refused' })[0]).toBe('unreachable');
    expect(check(content, { ...none, state: 'gone' })[0]).toBe('gone');
  });

  test('what was not there when it was pinned has only the hash of the list to go by', () => {
    const why = 'nothing was pinned: the connection broke off';
    expect(check(none, content)).toEqual(['unpinned', 'unknown', 'escalate', why]);
    expect(check(none, { ...content, isExpected: true })).toEqual(['same', 'same', 'keep', why]);
    expect(check(none, { ...content, isExpected: false })).toEqual([
      'changed',
      'changed',
      'exclude',
      'not the hash that the list gives',
      why,
    ]);
  });

  test('an address that became none counts as it stands', () => {
    expect(check({ ...content, finalUrl: 'x' }, { ...content, finalUrl: 'y' })[0]).toBe('other-owner');
  });
});

test('every member of a pin comes back from its line', () => {
  const full: Pin = {
    row: 7,
    url: 'https://x/ü\u2028"',
    expected: { algorithm: 'sha1', hex: '0'.repeat(40) },
    sighting: {
      ...content,
      redirects: [{ status: 301, to: '/b' }],
      contentType: 'a/b',
      contentEncoding: 'gzip',
      etag: '"1"',
      lastModified: 'now',
      certificate: 'X',
      isPage: true,
      isOpenEnded: true,
      isExpected: false,
    },
  };
  expect(parsePin(encodePin(full))).toEqual(full);
  const short: Pin = { row: 1, url: '', expected: 'unreadable', sighting: { ...none, status: 503 } };
  expect(parsePin(encodePin(short))).toEqual(short);
});

describe('downloads', () => {
  const files = [
    { path: '0001.jpg', sha256: content.sha256 },
    { path: 'copy.jpg', sha256: content.sha256 },
  ];
  const names = { pins: 'pins', folder: 'images' };

  test('are found by content, whatever they are called', () => {
    expect(checkDownloads([pin(content)], files, names)).toMatchObject({
      outcome: 'pass',
      counts: { same: 1, missing: 0, unknown: 0 },
    });
  });

  test('that are missing, exchanged or nobody has pinned', () => {
    const strange = { path: 'x.exe', sha256: other.sha256 };
    const found = checkDownloads(
      [pin(content), pin({ ...content, sha256: sha256(Buffer.from('c')) })],
      [...files, strange],
      names,
    );
    expect(found).toMatchObject({
      outcome: 'fail',
      counts: { same: 1, missing: 1, unknown: 1 },
      unknown: [strange],
      missing: [{ row: 1 }],
    });
    const bounded = checkDownloads([pin(content)], [strange], { ...names, mostListed: 0 });
    expect([bounded.missing, bounded.unknown, bounded.unlisted]).toEqual([[], [], 2]);
  });

  test('of rows without a pin say nothing', () => {
    expect(checkDownloads([pin(content), pin(none)], files, names).outcome).toBe('inconclusive');
    expect(checkDownloads([], [], names).outcome).toBe('inconclusive');
  });
});

// Every way in which an address can answer, or not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { Pointer, Sighting } from '#core/pins/pin';
import { buildCertificate, certificateSigningBit, derExtension, serverAuthentication } from '#testkit/certificates';
import {
  content,
  endless,
  garbage,
  inTurn,
  openEnded,
  overlong,
  redirect,
  silent,
  stalled,
  startTargetServer,
  status,
  type TargetServer,
  truncated,
} from '#testkit/target-server';
import { HostPace } from './host-pace.ts';
import { isPublicAddress } from './public-address.ts';
import { type SeeOptions, seeTarget } from './see-target.ts';

let server: TargetServer;
beforeAll(async () => {
  server = await startTargetServer();
});
afterAll(() => server.close());

const slept: number[] = [];
const options: SeeOptions = {
  maxBytes: 1 << 20,
  timeoutMs: 5000,
  attempts: 1,
  allowPrivate: true,
  pace: new HostPace(
    0,
    async () => undefined,
    () => 0,
  ),
  now: () => new Date(0),
  sleep: async (ms) => {
    slept.push(ms);
  },
};

async function see(path: string, changed: Partial<SeeOptions> = {}, expected?: Pointer['expected']): Promise<Sighting> {
  const url = path.startsWith('/') ? `${server.origin}${path}` : path;
  return seeTarget({ row: 1, url, ...(expected === undefined ? {} : { expected }) }, { ...options, ...changed });
}

describe('content', () => {
  test('digest, size, address and what the server says of it', async () => {
    server.answers.set(
      '/a',
      content('hello', { 'content-type': 'text/plain', etag: '"1"', 'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
    );
    expect(await see('/a')).toEqual({
      state: 'content',
      at: '1970-01-01T00:00:00.000Z',
      redirects: [],
      status: 200,
      sha256: sha256(Buffer.from('hello')),
      size: 5,
      finalUrl: `${server.origin}/a`,
      contentType: 'text/plain',
      etag: '"1"',
      lastModified: 'Thu, 01 Jan 1970 00:00:00 GMT',
    });
    const headers = server.requests.at(-1)?.headers ?? {};
    expect([headers.authorization, headers.cookie, headers['accept-encoding']]).toEqual([
      undefined,
      undefined,
      'identity',
    ]);
  });

  test('the hash that the list expects', async () => {
    server.answers.set('/a', content('hello'));
    const md5 = { algorithm: 'md5', hex: '5d41402abc4b2a76b9719d911017c592' } as const;
    expect(await see('/a', {}, md5)).toMatchObject({ isExpected: true });
    expect(await see('/a', {}, { ...md5, hex: '0'.repeat(32) })).toMatchObject({ isExpected: false });
    expect(await see('/a', {}, 'unreadable')).not.toHaveProperty('isExpected');
  });

  test.each(['<!DOCTYPE html><p>', '  <html>', '<!-- x --><HTML lang="en">', '<body>'])(
    '%s looks like a page',
    async (page) => {
      server.answers.set('/a', content(page));
      expect(await see('/a')).toMatchObject({ isPage: true });
    },
  );

  test('an encoding nobody asked for is recorded, and the bytes are those that were sent', async () => {
    server.answers.set('/a', content('raw', { 'content-encoding': 'gzip' }));
    expect(await see('/a')).toMatchObject({ contentEncoding: 'gzip', sha256: sha256(Buffer.from('raw')) });
  });

  test('a content without declared length is marked, one in chunks is whole', async () => {
    server.answers.set('/open', openEnded);
    expect(await see('/open')).toMatchObject({ state: 'content', size: 4, isOpenEnded: true });
    server.answers.set('/chunks', (_, response) => response.writeHead(200).end('chunk'));
    expect(await see('/chunks')).not.toHaveProperty('isOpenEnded');
  });
});

describe('redirects', () => {
  test('are followed and recorded', async () => {
    server.answers
      .set('/a', redirect('b', 301))
      .set('/b', redirect(`${server.origin}/c`, 307))
      .set('/c', content('x'));
    expect(await see('/a')).toMatchObject({
      finalUrl: `${server.origin}/c`,
      redirects: [
        { status: 301, to: 'b' },
        { status: 307, to: `${server.origin}/c` },
      ],
    });
  });

  test.each([
    ['/loop', 'unreachable', `more than ${limits.targetRedirects.value} redirects`],
    ['ftp://127.0.0.1/x', 'refused', 'ftp: addresses are not fetched'],
    ['http://user@127.0.0.1/', 'refused', 'it holds credentials, and none are sent'],
    ['http://[', 'refused', 'it is no address'],
    ['file:///etc/passwd', 'refused', 'file: addresses are not fetched'],
  ])('to %s: %s', async (to, state, reason) => {
    server.answers.set('/loop', redirect(to));
    expect(await see('/loop')).toMatchObject({ state, reason });
  });

  test('without a place to go are no content', async () => {
    server.answers.set('/a', status(302));
    expect(await see('/a')).toMatchObject({ state: 'unreachable', status: 302 });
  });
});

describe('no content', () => {
  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [451, 'gone'],
    [401, 'unreachable'],
    [403, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [204, 'unreachable'],
    [206, 'unreachable'],
    [304, 'unreachable'],
    [418, 'unreachable'],
  ])('%i is %s', async (code, state) => {
    server.answers.set('/s', status(code));
    expect(await see('/s')).toMatchObject({ state, status: code });
  });

  test.each([
    ['a cut answer', truncated, 'the connection broke off'],
    ['no HTTP', garbage, 'Parse Error'],
    ['an endless answer', endless, 'the content has more than 1048576 bytes'],
  ])('%s is not known', async (_, answer, reason) => {
    server.answers.set('/f', answer);
    const sighting = await see('/f');
    expect(sighting.state).toBe('unreachable');
    expect('reason' in sighting && sighting.reason).toContain(reason);
  });

  test.each([
    ['silence', silent],
    ['a stall', stalled],
  ])('%s ends after the time that is given', async (_, answer) => {
    server.answers.set('/slow', answer);
    expect(await see('/slow', { timeoutMs: 200 })).toMatchObject({
      state: 'unreachable',
      reason: 'no complete answer within 200 ms',
    });
  });

  test('more than was declared is never taken for the content', async () => {
    server.answers.set('/long', overlong);
    const sighting = await see('/long');
    // HTTP ends the content where its length says; what follows belongs to no answer.
    expect(sighting.state === 'unreachable' || (sighting.state === 'content' && sighting.size === 4)).toBe(true);
  });

  test('nobody listens, and a name that does not resolve', async () => {
    const closed = await startTargetServer();
    await closed.close();
    expect(await see(`${closed.origin}/`)).toMatchObject({ state: 'unreachable', reason: 'the connection is refused' });
    expect((await see('http://name.invalid/')).state).toBe('unreachable');
  });
});

describe('asking again', () => {
  test('when the server is busy, as late as it says', async () => {
    server.answers.set('/busy', inTurn(status(429, { 'retry-after': '7' }), status(503), content('x')));
    slept.length = 0;
    expect(await see('/busy', { attempts: 3 })).toMatchObject({ state: 'content' });
    expect(slept).toEqual([7000, 2000]);
  });

  test.each([
    ['Thu, 01 Jan 1970 00:00:09 GMT', 9000],
    ['100000', 30_000],
    ['soon', 1000],
  ])('after %s', async (after, ms) => {
    server.answers.set('/busy', inTurn(status(503, { 'retry-after': after }), content('x')));
    slept.length = 0;
    await see('/busy', { attempts: 2 });
    expect(slept).toEqual([ms]);
  });

  test('when the connection broke off, and not when there is nothing', async () => {
    server.answers.set('/cut', inTurn(truncated, content('whole'))).set('/none', inTurn(status(404), content('x')));
    expect(await see('/cut', { attempts: 2 })).toMatchObject({ state: 'content', size: 5 });
    expect(await see('/none', { attempts: 2 })).toMatchObject({ state: 'gone' });
  });

  test('not when everything is to end', async () => {
    const ending = new AbortController();
    server.answers.set('/hang', silent);
    setTimeout(() => ending.abort(), 50);
    expect(await see('/hang', { attempts: 5, signal: ending.signal })).toMatchObject({ state: 'unreachable' });
  });
});

describe('what stands inside is not asked', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest',
  ])('%s', async (url) => {
    expect(await see(url, { allowPrivate: false })).toMatchObject({ state: 'refused' });
  });

  test('also behind a name', async () => {
    const before = server.requests.length;
    const url = server.origin.replace('127.0.0.1', 'localhost');
    expect(await see(url, { allowPrivate: false })).toMatchObject({
      state: 'refused',
      reason: 'localhost stands for no public address',
    });
    expect(server.requests.length).toBe(before);
  });

  test('an address that is too long, or none', async () => {
    expect(await see(`http://a.example/${'x'.repeat(limits.targetUrlLength.value)}`)).toMatchObject({
      state: 'refused',
    });
    expect(await see('not an address')).toMatchObject({ state: 'refused', reason: 'it is no address' });
  });

  test.each([
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2606:4700::1111', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['name', false],
  ])('%s is public: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));
});

describe('TLS', () => {
  const address = derExtension('551d11', Buffer.from([0x30, 6, 0x87, 4, 127, 0, 0, 1]), false);
  const authority = buildCertificate({
    subject: 'Authority',
    authority: true,
    keyUsage: certificateSigningBit,
    extendedKeyUsage: null,
  });
  const leaf = buildCertificate({
    subject: 'Example Ltd',
    issuer: authority,
    extendedKeyUsage: [serverAuthentication],
    further: [address],
  });

  test('records whom the certificate names, and knows nothing of a server that nobody vouches for', async () => {
    const secure = await startTargetServer({
      key: String(leaf.key.export({ type: 'pkcs8', format: 'pem' })),
      cert: leaf.pem,
    });
    secure.answers.set('/a', content('x'));
    server.answers.set('/to', redirect(`${secure.origin}/a`));
    expect(await see('/to', { authorities: authority.pem })).toMatchObject({
      state: 'content',
      certificate: 'Example Ltd',
    });
    expect(await see(`${secure.origin}/a`)).toMatchObject({
      state: 'unreachable',
      reason: expect.stringContaining('certificate'),
    });
    await secure.close();
  });
});

test('requests to one host keep their distance', async () => {
  const waits: number[] = [];
  const pace = new HostPace(
    100,
    async (ms) => {
      waits.push(ms);
    },
    () => 0,
  );
  for (const host of ['a', 'b', 'a', 'a']) await pace.turn(host);
  expect(waits).toEqual([100, 200]);
  let time = 0;
  const forgetful = new HostPace(
    1,
    async () => undefined,
    () => time++,
  );
  for (let host = 0; host < 20_000; host += 1) await forgetful.turn(String(host));
});

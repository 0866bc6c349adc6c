// One HTTP request: no cookies, no credentials, no connection to anything but the addresses that were looked at.
import { type LookupAddress, lookup } from 'node:dns';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface RequestOptions {
  /** Private addresses may be asked, too: a mirror inside, a test. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
  /** Certificates in PEM that are trusted instead of those that Node brings. */
  readonly authorities?: string;
}

/** The address stands for something inside. */
export class PrivateAddressError extends Error {}

/** Settles with the head of the answer; its body has to be read or destroyed. */
export function requestOnce(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!options.allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    return Promise.reject(new PrivateAddressError(`${host} is no public address`));
  }
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    const request = get(url, {
      agent: false,
      headers,
      lookup: options.allowPrivate ? lookup : publicLookup,
      signal: options.signal,
      maxHeaderSize: 1 << 16,
      ...(options.authorities === undefined ? {} : { ca: options.authorities }),
    });
    request.once('error', reject);
    // Lives as long as the request; an answer that breaks off says so itself.
    request.once('response', (response) => {
      request.on('error', () => undefined);
      resolve(response);
    });
  });
}

/** ATTACKER: a name may stand for a public address now and a private one a moment later; only what was checked is connected to. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) {
      done(error, '', 0);
      return;
    }
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) done(new PrivateAddressError(`${host} stands for no public address`), '', 0);
    else if (options.all === true) done(null, open);
    else done(null, first.address, first.family);
  });
};

const headers: Readonly<Record<string, string>> = {
  accept: '*/*',
  'accept-encoding': 'identity',
  'user-agent': 'assay (checks data sets)',
};

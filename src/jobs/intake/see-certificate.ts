// The certificate that a server shows: what stands for the identity of a service that has no digest.
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { type Sha256, sha256 } from '#core/digest';
import { isPublicAddress } from '../pins/public-address.ts';

export interface SeenCertificate {
  /** Of the certificate, DER. */
  readonly sha256: Sha256;
  /** Common name or organisation. */
  readonly subject: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly expiresAt: string;
}

export interface CertificateOptions {
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  readonly authorities?: string;
}

/** @returns undefined for an address without encryption; a sentence when the server could not be asked or nobody vouches for it */
export function seeCertificate(
  address: string,
  options: CertificateOptions,
): Promise<SeenCertificate | string | undefined> {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return Promise.resolve(undefined);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!options.allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    return Promise.resolve(`${host} is no public address`);
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(options.authorities === undefined ? {} : { ca: options.authorities }),
      timeout: options.timeoutMs,
    });
    const end = (answer: SeenCertificate | string): void => {
      resolve(answer);
      socket.destroy();
    };
    socket.once('timeout', () => end(`no answer within ${options.timeoutMs} ms`));
    socket.once('error', (error) => end(error.message));
    socket.once('secureConnect', () => {
      // ATTACKER: a name may stand for a private address; only the certificate is read, and it is not told where it came from.
      if (!options.allowPrivate && !isPublicAddress(socket.remoteAddress ?? ''))
        return end(`${host} stands for no public address`);
      const { raw, subject, valid_to: end_ } = socket.getPeerCertificate();
      const expires = new Date(end_);
      if (raw === undefined || Number.isNaN(expires.getTime())) return end('the server showed no certificate');
      const name = subject?.O ?? subject?.CN ?? 'no name';
      return end({
        sha256: sha256(raw),
        subject: Array.isArray(name) ? name.join(', ') : name,
        expiresAt: expires.toISOString(),
      });
    });
  });
}

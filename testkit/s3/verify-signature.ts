// Signature Version 4 as a server checks it: from what arrived, not from what the client meant.
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The code of the error that S3 answers with; undefined when the signature is good. */
export function refusalOf(request: IncomingMessage, keyId: string, secret: string, now: Date): string | undefined {
  const { headers, method = '', url = '' } = request;
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, id, day = '', region = '', names = '', signature] = pattern.exec(headers.authorization ?? '') ?? [];
  if (id === undefined) return 'AccessDenied';
  if (id !== keyId) return 'InvalidAccessKeyId';
  const time = String(headers['x-amz-date'] ?? '');
  const [, year, month, date, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const sent = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
  if (!(Math.abs(now.getTime() - sent) < 900_000)) return 'RequestTimeTooSkewed';
  const signed = names.split(';');
  // All headers of the storage have to be signed, or somebody on the way could add a condition or take one away.
  const mustBeSigned = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (mustBeSigned.some((name) => !signed.includes(name))) return 'AccessDenied';
  const [path = '', query = ''] = url.split('?', 2);
  const lines = signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}`);
  const pairs = query.split('&').map((pair) => (pair === '' || pair.includes('=') ? pair : `${pair}=`));
  const content = String(headers['x-amz-content-sha256'] ?? '');
  const canonical = `${method}\n${path}\n${pairs.sort().join('&')}\n${lines.join('\n')}\n\n${names}\n${content}`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  let key: string | Buffer = `AWS4${secret}`;
  for (const step of [day, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(step).digest();
  const text = `AWS4-HMAC-SHA256\n${time}\n${day}/${region}/s3/aws4_request\n${digest}`;
  return createHmac('sha256', key).update(text).digest('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

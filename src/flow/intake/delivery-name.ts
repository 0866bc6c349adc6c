// What a delivery is called where nobody says: by the last part of where it comes from.
import { basename } from 'node:path';
import { AssayError } from '#core/errors';

/** Letters that can name a file, of the last part of an address. */
export function fileNameOf(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  const name = decode(last)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);
  return name === '' ? 'delivery' : name;
}

/** @throws {AssayError} USAGE when no name can be made of it */
export function nameFor(from: string): string {
  const base = /^https?:/.test(from) ? fileNameOf(from) : basename(from.replace(/[/\\]+$/, ''));
  const name = base
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 128);
  if (name !== '' && !/^[0-9a-f]{8,64}$/.test(name)) return name;
  throw new AssayError('USAGE', 'no name can be made of where it comes from; say one with --name');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

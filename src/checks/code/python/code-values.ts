// Questions about what an argument is made of.
import type { CodeValue } from '#formats/views/code';

/** True when `test` holds for `value` or for anything inside it; values share structure and are visited once. */
export function anyValue(value: CodeValue, test: (value: CodeValue) => boolean): boolean {
  const seen = new Set<CodeValue>();
  const pending: CodeValue[] = [value];
  for (let next = pending.pop(); next !== undefined && seen.size < maxVisited; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (test(next)) return true;
    if (next.kind === 'call') pending.push(...next.args);
    else if (next.kind === 'other') pending.push(...next.parts);
  }
  return false;
}

/** Dotted name of a call or a name; empty for the others. */
export function nameOf(value: CodeValue): string {
  return value.kind === 'call' ? value.callee : value.kind === 'name' ? value.name : '';
}

/** All constant text inside a value, in one string. */
export function textOf(value: CodeValue): string {
  const texts: string[] = [];
  anyValue(value, (part) => {
    if (part.kind === 'text') texts.push(part.text);
    return texts.length > 100;
  });
  return texts.reverse().join(' ');
}

/** True when the value is, or comes from, data that was encoded, compressed or put together from numbers. */
export function isDecoded(value: CodeValue): boolean {
  return anyValue(value, (part) => part.kind !== 'text' && decoders.test(nameOf(part)));
}

/** True when the value comes from the network. */
export function isDownloaded(value: CodeValue): boolean {
  return anyValue(value, (part) => part.kind !== 'text' && downloads.test(nameOf(part)));
}

const maxVisited = 2000;

const decoders =
  /^(?:builtins\.)?(?:base64\.\w*decode\w*|codecs\.(?:decode|getdecoder)|zlib\.decompress\w*|gzip\.decompress|bz2\.decompress|lzma\.decompress|binascii\.\w*|bytes\.fromhex|bytearray\.fromhex|marshal\.loads?|chr|pickle\.loads|_pickle\.loads|str\.translate|cryptography\.[\w.]*)(?:$|\(|\.)|Fernet\(?\)?(?:\.decrypt)?$|^\??(?:b64decode|b85decode|b32decode|a85decode|unhexlify)$/;

const downloads =
  /^(?:urllib\.request\.(?:urlopen|urlretrieve)|urllib\.urlopen|urllib2\.urlopen|requests\.(?:get|post|request|Session)|httpx\.(?:get|post|Client|stream)|http\.client\.\w+|socket\.(?:socket|create_connection)|aiohttp\.ClientSession|urllib3\.PoolManager)(?:$|\(|\.)/;

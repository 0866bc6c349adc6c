// Private keys as their tools write them: PEM (RFC 7468), OpenSSH, PuTTY, PGP (RFC 9580 armor).

export interface PrivateKey {
  readonly title: string;
  readonly index: number;
}

/** Private keys whose body is there, not only their first line. Linear in the length of `text`. */
export function privateKeys(text: string): readonly PrivateKey[] {
  const found: PrivateKey[] = [];
  for (const match of text.matchAll(/-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?)-----/g)) {
    const body = keyBody(text.slice(match.index + match[0].length, match.index + match[0].length + bodyWindow));
    if (isKeyBody(body)) found.push({ title: `${(match[1] ?? '').toLowerCase()}`, index: match.index });
  }
  for (const match of text.matchAll(/PuTTY-User-Key-File-[23]: /g)) {
    if (text.slice(match.index, match.index + bodyWindow).includes('Private-Lines: ')) {
      found.push({ title: 'PuTTY private key', index: match.index });
    }
  }
  return found;
}

/** The base64 text after the first line: line ends (also as `\n` inside JSON) and header lines taken out. */
function keyBody(text: string): string {
  const end = text.indexOf('-----');
  return (end === -1 ? text : text.slice(0, end))
    .replaceAll(/\\r|\\n/g, '\n')
    .split('\n')
    .map((line) => line.replace(/^[\s"'#>+,|]{0,20}/, '').replace(/[\s"',\\]{1,20}$/, ''))
    .filter((line) => /^[A-Za-z0-9+/]{16,}={0,2}$/.test(line))
    .join('');
}

/** Long enough for the smallest key (Ed25519: 48 bytes of DER), and not one character repeated. */
function isKeyBody(body: string): boolean {
  return body.length >= 60 && new Set(body.slice(0, 400)).size >= 18;
}

const bodyWindow = 6000;

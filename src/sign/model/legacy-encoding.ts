// What model_signing v0.2.0 signed instead of DSSE's encoding, by mistake. Accepted for its statements, never written.

/**
 * `DSSEV1`, type and length of the body, then the *text* of the Python bytes literal of the body.
 * @source model_signing v0.2.0, sign_ec_key and sign_certificate
 */
export function legacyEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEV1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.from(`${head}${pythonLiteral(payload)}`);
}

/** `repr(bytes)` of CPython: single quotes, unless the bytes hold single quotes and no double ones. */
function pythonLiteral(bytes: Uint8Array): string {
  const quoteMark = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const pieces: string[] = [];
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === quoteMark || character === '\\') pieces.push('\\', character);
    else pieces.push(shortEscapes.get(byte) ?? (byte < 0x20 || byte > 0x7e ? hexEscape(byte) : character));
  }
  return `b${quoteMark}${pieces.join('')}${quoteMark}`;
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

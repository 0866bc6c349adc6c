// The bytes that a DSSE signature is taken over.

/**
 * `DSSEv1`, then type and body, each with its length in bytes, separated by one space.
 * @source DSSE 1.0.2 protocol, "PAE"
 */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

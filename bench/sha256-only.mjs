// The SHA-256 of a file and nothing else: what scanning a large file is compared with.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const descriptor = openSync(process.argv[2], 'r');
const buffer = Buffer.allocUnsafe(1 << 20);
const hash = createHash('sha256');
for (let count = readSync(descriptor, buffer); count > 0; count = readSync(descriptor, buffer)) {
  hash.update(buffer.subarray(0, count));
}
closeSync(descriptor);
console.log(hash.digest('hex'));

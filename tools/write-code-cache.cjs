// Runs the bundle as bin/assay does and writes V8's compiled form of it beside it. usage: node write-code-cache.cjs BUNDLE
// Functions that a scan of the examples needs are compiled with it; the rest stay lazy.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const loadBundle = require('../bin/load-bundle.js');

const bundle = path.resolve(process.argv[2]);
process.argv.splice(1, process.argv.length, bundle, 'scan', path.join(__dirname, '..', 'examples'));
process.stdout.write = () => true;
const script = loadBundle(bundle);
process.on('exit', () => {
  fs.writeFileSync(`${bundle}.cache`, script.createCachedData());
  process.exitCode = 0;
});

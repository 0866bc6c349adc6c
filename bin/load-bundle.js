// Runs a CommonJS bundle with V8's compiled form of it, when there is one. Used by bin/assay, once it knows that this Node is
// new enough, and by the build that makes the bundle.
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

/**
 * The chunks of the bundle require it by its path, so it must be in the cache: loaded twice, it would run twice.
 * The bundle is the function that Node makes of a CommonJS module, and ASCII, so it can be read as Latin-1: both save copies.
 * @param beforeRun called when the bundle is compiled and before it runs: V8 refuses a compiled form under other flags
 * @returns {vm.Script} the compiled bundle
 */
module.exports = function loadBundle(bundle, cachedData, beforeRun = () => {}) {
  const script = new vm.Script(fs.readFileSync(bundle, 'latin1'), { filename: bundle, cachedData });
  beforeRun();
  const main = new Module(bundle);
  main.filename = bundle;
  require.cache[bundle] = main;
  script.runInThisContext()(main.exports, Module.createRequire(bundle), main, bundle, path.dirname(bundle));
  main.loaded = true;
  return script;
};

// Runs a CommonJS bundle with V8's compiled form of it, when there is one. Used by bin/assay and by the build that makes it.
'use strict';

var fs = require('fs');
var Module = require('module');
var path = require('path');
var vm = require('vm');

/**
 * The chunks of the bundle require it by its path, so it must be in the cache: loaded twice, it would run twice.
 * The bundle is ASCII, so it can be read as Latin-1, which is faster.
 * @returns {vm.Script} the compiled bundle
 */
module.exports = function loadBundle(bundle, cachedData) {
  var source = fs.readFileSync(bundle, 'latin1');
  var wrapped = '(function (exports, require, module, __filename, __dirname) { ' + source + '\n})';
  var script = new vm.Script(wrapped, { filename: bundle, cachedData: cachedData });
  var main = new Module(bundle);
  main.filename = bundle;
  require.cache[bundle] = main;
  script.runInThisContext()(main.exports, Module.createRequire(bundle), main, bundle, path.dirname(bundle));
  main.loaded = true;
  return script;
};

// Makes dist/: a module and its declarations per source file for importers, and one fast-starting bundle for the command.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
await buildBundle();
wrapBundle();
writeCodeCache();
writePackageFile();
buildModules();

/** Types are checked by `npm run check`; here they are only left out, which is four times as fast. */
function buildModules(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], { cwd: root, stdio: 'inherit' });
}

/** Inside dist/ `#core/x` means dist/core/x.js, so no import has to be rewritten. */
function writePackageFile(): void {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const imports = Object.fromEntries(folders.map(({ name }) => [`#${name}/*`, `./${name}/*.js`]));
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ type: 'module', imports }, null, 2)}\n`);
}

/** Third-party libraries and everything else behind an `import()` become chunks that are loaded when they are needed. */
async function buildBundle(): Promise<void> {
  const { output } = await build({
    cwd: root,
    input: { assay: join(root, 'src/cli/main.ts') },
    platform: 'node',
    tsconfig: false,
    logLevel: 'warn',
    // They read WebAssembly from beside their own files.
    external: [/^@cedar-policy\//, 'z3-solver'],
    output: {
      dir: join(dist, 'bundle'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      comments: { legal: true, annotation: false, jsdoc: false },
    },
  });
  writeFileSync(join(dist, 'bundle/package.json'), '{ "type": "commonjs" }\n');
  writeLicences(output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : [])));
}

/** What is bundled from others goes with the licences of the others. */
function writeLicences(modules: readonly string[]): void {
  const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `${name}\n\n${licenceOf(folder)}\n`;
  });
  writeFileSync(join(dist, 'bundle/LICENCES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** The text, or where a package has none, what its package file says. */
function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  const { author, license }: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') throw new Error(`${folder} does not say under which licence it stands`);
  return `Copyright ${String(author ?? 'its authors')}. Licensed under ${license}.`;
}

/** As bin/load-bundle.js wants it: a function, and in ASCII. An escape means the same in every literal. */
function wrapBundle(): void {
  const bundle = join(dist, 'bundle/assay.cjs');
  const text = readFileSync(bundle, 'utf8');
  const escaped = text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(bundle, `(function (exports, require, module, __filename, __dirname) {${escaped}\n})`);
}

/** Runs a scan with the bundle and keeps what V8 compiled for it, so that a user's first scan need not compile. */
function writeCodeCache(): void {
  const script = join(root, 'tools/write-code-cache.cjs');
  execFileSync(process.execPath, [script, join(dist, 'bundle/assay.cjs')], { cwd: root, stdio: 'inherit' });
}

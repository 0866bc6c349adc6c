// Asks what code an R object would run, and when.
import { quote } from '#core/quote';
import type { TreeNode } from '#formats/views/tree';
import type { Check, Observation } from '../check.ts';

export const check: Check<'tree'> = {
  id: 'r-code',
  title: 'Does this R object run code when it is loaded or looked at?',
  why: 'A promise in an R file is evaluated the moment anything touches the loaded value. Functions and calls run later, when someone uses them.',
  remedy: 'Do not load it. Ask for the model as plain numbers, or rebuild it from data and code that you can read.',
  references: ['CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['tree'],
  check(view) {
    if (view.format !== 'rds' || !Array.isArray(view.root)) return [];
    return view.root.flatMap((node: TreeNode) => (node instanceof Map ? judge(node) : []));
  },
};

/** Start a process, fetch or run other code, or load a library. @source R base, utils */
const dangerous: ReadonlySet<string> = new Set([
  'system',
  'system2',
  'shell',
  'shell.exec',
  'pipe',
  'source',
  'sys.source',
  'dyn.load',
  'download.file',
  'install.packages',
  'socketConnection',
  'library.dynam',
]);

/** Take the name of a function as text; only with a name that means nothing else. */
const byName: ReadonlySet<string> = new Set(['do.call', 'get', 'match.fun', 'getFromNamespace', 'getExportedValue']);
const unmistakable: ReadonlySet<string> = new Set(['system', 'system2', 'shell.exec', 'dyn.load', 'install.packages']);

function judge(code: ReadonlyMap<string, TreeNode>): readonly Observation[] {
  const kind = code.get('kind');
  const offset = Number(code.get('offset'));
  const called = dangerousCalls(code);
  if (kind === 'promise' && code.get('place') === 'value') {
    const detail = called === undefined ? '' : ` It calls ${quote(called.name)}.`;
    return [
      {
        severity: 'critical',
        message: `A promise stands in place of a value, so R runs its code when the value is first used.${detail}`,
        where: { offset, element: 'PROMSXP' },
        references: ['CVE-2024-27322'],
      },
    ];
  }
  if (called === undefined) return [];
  const description = descriptions.get(String(kind)) ?? 'Code';
  return [
    {
      severity: kind === 'promise' ? 'high' : 'medium',
      message: `${description} calls ${quote(called.name)}.`,
      where: { offset: called.offset },
      references: kind === 'promise' ? ['CVE-2024-27322'] : [],
    },
  ];
}

function dangerousCalls(code: ReadonlyMap<string, TreeNode>): { name: string; offset: number } | undefined {
  const calls = code.get('calls');
  const texts = code.get('texts');
  if (!(calls instanceof Map)) return undefined;
  let named: { name: string; offset: number } | undefined;
  for (const [name, offset] of calls) {
    if (dangerous.has(name)) return { name, offset: Number(offset) };
    if (byName.has(name)) named ??= { name, offset: Number(offset) };
  }
  if (named === undefined || !Array.isArray(texts)) return undefined;
  const text = texts.find((candidate: TreeNode) => typeof candidate === 'string' && unmistakable.has(candidate));
  return typeof text === 'string' ? { name: text, offset: named.offset } : undefined;
}

const descriptions: ReadonlyMap<string, string> = new Map([
  ['promise', 'A variable that is evaluated when it is first read'],
  ['closure', 'A function in the object'],
  ['call', 'An expression in the object'],
  ['active-binding', 'A variable that is a function call whenever it is read'],
]);

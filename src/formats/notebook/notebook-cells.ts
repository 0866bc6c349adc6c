// The code of a notebook: Python with IPython's magics taken out, and the shell commands those magics run.
import type { TreeNode } from '../views/tree.ts';
import { asList, asMap } from '../views/walk-tree.ts';

export interface NotebookCode {
  /** All code cells one below the other; a line that is a magic is an empty line here. */
  readonly python: string;
  readonly commands: readonly { readonly text: string; readonly line: number }[];
  /** Outputs that a viewer shows as HTML or runs as JavaScript. */
  readonly markup: readonly string[];
}

/** @source nbformat 4 (cells) and 3 (worksheets); IPython core/inputtransformer2.py */
export function notebookCode(root: TreeNode): NotebookCode {
  const lines: string[] = [];
  const commands: { text: string; line: number }[] = [];
  const markup: string[] = [];
  for (const cell of cellsOf(root)) {
    const fields = asMap(cell);
    if (fields?.get('cell_type') === 'code') {
      addCell(textOf(fields.get('source') ?? fields.get('input')), lines, commands);
      for (const output of asList(fields.get('outputs')) ?? []) markup.push(...markupOf(output));
    } else if (fields !== undefined) markup.push(textOf(fields.get('source')));
  }
  return { python: lines.join('\n'), commands, markup };
}

function cellsOf(root: TreeNode): readonly TreeNode[] {
  const notebook = asMap(root);
  const sheets = asList(notebook?.get('worksheets')) ?? [];
  return [
    ...(asList(notebook?.get('cells')) ?? []),
    ...sheets.flatMap((sheet) => asList(asMap(sheet)?.get('cells')) ?? []),
  ];
}

function addCell(source: string, lines: string[], commands: { text: string; line: number }[]): void {
  const rows = source.split('\n');
  const magic = /^\s*%%(\w+)/.exec(rows.find((row) => row.trim() !== '') ?? '')?.[1];
  if (magic !== undefined && shellMagics.has(magic)) {
    commands.push({ text: rows.slice(1).join('\n'), line: lines.length + 2 });
    for (const _ of rows) lines.push('');
    return;
  }
  const foreign = magic !== undefined && foreignMagics.has(magic);
  let continued = false;
  for (const row of rows) {
    const command = shellLine(row);
    if (command !== undefined) commands.push({ text: command, line: lines.length + 1 });
    const isMagic = command !== undefined || /^\s*(?:%|\?|!)/.test(row) || /^[\w.]+\?{1,2}\s*$/.test(row);
    lines.push(foreign || isMagic || continued ? '' : row);
    continued = (isMagic || continued) && row.endsWith('\\');
  }
}

/** The command of `!cmd`, `x = !cmd`, `%system cmd`, `!!cmd`. */
function shellLine(row: string): string | undefined {
  return /^\s*(?:[\w, ]{1,80}=\s{0,4})?(?:!{1,2}|%(?:system|sx|sc|bash|sh)\s)(.{0,4000})/.exec(row)?.[1];
}

function markupOf(output: TreeNode): readonly string[] {
  const data = asMap(asMap(output)?.get('data'));
  if (data === undefined) return [];
  return [...data].filter(([type]) => markupTypes.has(type)).map(([type, value]) => `<!--${type}-->${textOf(value)}`);
}

/** Text that is a string or a list of lines. */
function textOf(node: TreeNode | undefined): string {
  if (typeof node === 'string') return node;
  return (asList(node) ?? []).filter((line) => typeof line === 'string').join('');
}

const shellMagics: ReadonlySet<string> = new Set(['bash', 'sh', 'script', 'cmd', 'system', 'sx', 'powershell']);
const foreignMagics: ReadonlySet<string> = new Set(
  'html HTML javascript js latex markdown svg perl ruby writefile file sql R cython cu cpp bigquery configure'.split(
    ' ',
  ),
);
const markupTypes: ReadonlySet<string> = new Set([
  'text/html',
  'application/javascript',
  'image/svg+xml',
  'text/markdown',
]);

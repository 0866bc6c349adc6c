// Scripts: shell, batch, PowerShell, Dockerfiles and Makefiles, as the commands they run.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { readText } from './text/read-text.ts';
import { baseName } from './text/text-name.ts';
import type { CodeView } from './views/code.ts';

export const format: Format = {
  id: 'script',
  title: 'Script',
  specification: 'POSIX shell command language; #! as execve(2) reads it; Windows batch and PowerShell',
  loading: 'Runs when somebody starts it; no loader does.',
  extensions: [
    'sh',
    'bash',
    'zsh',
    'ksh',
    'command',
    'bat',
    'cmd',
    'ps1',
    'psm1',
    'vbs',
    'vbe',
    'wsf',
    'hta',
    'jse',
    'desktop',
  ],
  identify,
  read,
};

function identify(sample: Sample): Match {
  if (sample.encoding === undefined) return 'no';
  const start = latin1(sample.head, 0, 80);
  if (/^#!\s{0,4}\/?[\w./-]{1,60}/.test(start)) return /^#![^\n]{0,60}\bpython/.test(start) ? 'no' : 'content';
  if (/^(?:@echo off\b|<\?php\b)/i.test(start)) return 'content';
  return format.extensions.includes(sample.extension) || scriptNames.test(baseName(sample.name)) ? 'content' : 'no';
}

function read(source: ByteSource, context: ReadContext): CodeView {
  const { text } = readText(source, context.budget, limits.textWindowBytes.value);
  return {
    kind: 'code',
    format: 'script',
    calls: [],
    imports: [],
    internals: [],
    commands: logicalLines(text),
    syntaxErrors: [],
    oddities: [],
    parts: [],
  };
}

/** Lines without comments, continued ones joined. */
function logicalLines(text: string): readonly { readonly text: string; readonly line: number }[] {
  const commands: { text: string; line: number }[] = [];
  let line = 0;
  let pending = '';
  let start = 1;
  for (const row of text.split(/\r?\n/)) {
    line += 1;
    if (pending === '') start = line;
    const continued = /[\\^`]$/.test(row) && pending.length < maxCommand;
    pending += continued ? `${row.slice(0, -1)} ` : row;
    if (continued) continue;
    if (pending.trim() !== '' && !/^\s*(?:#(?!!)|::|rem\s)/i.test(pending))
      commands.push({ text: pending, line: start });
    pending = '';
  }
  return pending.trim() === '' ? commands : [...commands, { text: pending, line: start }];
}

const maxCommand = 64 * 1024;
const scriptNames =
  /^(?:dockerfile(?:\..{1,30})?|containerfile|makefile|gnumakefile|.{1,60}\.dockerfile|.{1,60}\.mk|postinstall|preinstall)$/;

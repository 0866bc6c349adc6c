// Programs where a model is expected: instead of weights, inside an archive of weights, or beside them.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName, claimsBinary } from '#formats/text/text-name';
import type { CodeView } from '#formats/views/code';
import type { InertView } from '#formats/views/inert';

export const check: Check<'inert' | 'code'> = {
  id: 'misplaced-program',
  title: 'Is there a program where a model is expected?',
  why: 'A program under the name of a weights file is started by mistake or by a later stage of an attack; no model needs one.',
  remedy: 'Do not start it. Ask the supplier for the weights, or build the library from its source.',
  references: ['CWE-434', 'CWE-646'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-DEVSECURITY-05'],
  views: ['inert', 'code'],
  check(view: InertView | CodeView, context: CheckContext): readonly Observation[] {
    const name = baseName(context.name);
    const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
    if (view.kind === 'code') return judgeScript(view, name, extension);
    if (!view.format.startsWith('executable-')) return [];
    const title = titles.get(view.format) ?? 'a program';
    if (isProgramName(name, extension)) {
      return [
        {
          severity: 'medium',
          message: `${quote(name)} is ${title}: it runs outside any model loader's control`,
          where: {},
        },
      ];
    }
    return [{ severity: 'high', message: `${quote(name)} is ${title}, not what its name says`, where: {} }];
  },
};

function judgeScript(view: CodeView, name: string, extension: string): readonly Observation[] {
  if (view.format !== 'script' && view.format !== 'python-source') return [];
  if (claimsBinary(extension) || /^(?:weights?|tensors?|safetensors|params?)$/.test(extension)) {
    return [{ severity: 'high', message: `${quote(name)} is a script, not what its name says`, where: {} }];
  }
  if (windowsScripts.has(extension)) {
    return [
      { severity: 'medium', message: `${quote(name)} is a Windows script that runs on a double click`, where: {} },
    ];
  }
  return [];
}

/** A name under which programs are delivered in good faith: it says that it is one. */
function isProgramName(name: string, extension: string): boolean {
  if (/\.so(?:\.\d{1,4}){0,3}$/.test(name)) return true;
  if (extension !== '') return programExtensions.has(extension);
  return /^[a-z][\w-]{1,60}$/.test(name) && !/weight|model|tensor|param|data|variable|checkpoint|^\d/.test(name);
}

const titles: ReadonlyMap<string, string> = new Map([
  ['executable-elf', 'a Linux program or library (ELF)'],
  ['executable-pe', 'a Windows program or library (PE)'],
  ['executable-mach-o', 'a macOS program or library (Mach-O)'],
  ['executable-wasm', 'a WebAssembly module'],
  ['executable-java-class', 'a Java class'],
  ['executable-dex', 'an Android program'],
  ['executable-windows-shortcut', 'a Windows shortcut that starts a command'],
]);

const programExtensions: ReadonlySet<string> = new Set(
  'so dll exe dylib pyd wasm class dex lnk llamafile elf run o a ko sys com scr ocx node appimage out jar cubin msi'.split(
    ' ',
  ),
);

const windowsScripts: ReadonlySet<string> = new Set([
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
]);

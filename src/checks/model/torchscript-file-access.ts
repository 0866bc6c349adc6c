// TorchScript code that opens files or calls operators of native libraries. @source aten/src/ATen/native/native_functions.yaml
// (from_file), torch/csrc/jit/runtime/register_special_ops.cpp (aten::save); tried with torch 2.13: both run in jit.load'ed code
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TextView } from '#formats/views/text';

export const check: Check<'text'> = {
  id: 'torchscript-file-access',
  title: 'Does TorchScript code open files or call operators that torch does not have?',
  why: 'The code runs in torch itself, not in Python: it can write start-up files or send files out through the model output.',
  remedy: 'Do not run it. Ask the supplier for the weights and a reviewed model class, or for an ONNX export.',
  references: ['https://github.com/pytorch/pytorch/blob/main/SECURITY.md', 'CWE-73'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02'],
  views: ['text'],
  check(view: TextView, context: CheckContext): readonly Observation[] {
    // The layout names the code so; anything else that is named so is looked at as well, which does no harm.
    if (!context.name.endsWith(' (TorchScript)')) return [];
    const found: Observation[] = [];
    const seen = new Set<string>();
    for (const match of view.text.matchAll(calls)) {
      const problem = judge(match);
      if (problem === undefined || seen.has(problem.message)) continue;
      seen.add(problem.message);
      found.push({ ...problem, where: { line: lineOf(view.text, match.index) } });
      if (found.length === mostListed) break;
    }
    return found;
  },
};

/** `torch.name(...)` and `ops.namespace.name(...)`, the two ways in which TorchScript writes a call of an operator. */
const calls = /\b(?:torch|ops\.(\w{1,100}))\.(\w{1,100})\(([^\n]{0,100})/g;

function judge(call: RegExpExecArray): Omit<Observation, 'where'> | undefined {
  const [, namespace = 'aten', name = '', rest = ''] = call;
  const does = namespace === 'aten' ? opensFiles.get(name) : undefined;
  if (does !== undefined) {
    return {
      severity: 'high',
      message: `the code calls ${quote(`${name}(${rest}`)}, which ${does} when the model runs`,
    };
  }
  if (ownNamespaces.has(namespace)) return undefined;
  const message = `the code calls ${quote(`ops.${namespace}.${name}`)}, an operator of a native library that must be loaded for it`;
  return { severity: 'medium', message };
}

const opensFiles: ReadonlyMap<string, string> = new Map([
  ['save', 'writes a file'],
  ['from_file', 'reads or maps a file'],
]);

/** Namespaces whose operators come with torch and its own domain libraries. */
const ownNamespaces: ReadonlySet<string> = new Set(
  'aten prim prims quantized quantized_decomposed _quantized sparse mkldnn mkldnn_prepacked prepacked xnnpack metal metal_prepack vulkan_prepack inductor rpc torchvision torchaudio torchao torchtext image video'.split(
    ' ',
  ),
);

const mostListed = 20;

/** Number of the line at a position, from 1. */
function lineOf(text: string, at: number): number {
  let line = 1;
  for (let from = text.indexOf('\n'); from >= 0 && from < at; from = text.indexOf('\n', from + 1)) line += 1;
  return line;
}

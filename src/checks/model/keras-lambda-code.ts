// Python code inside a Keras configuration: Lambda layers in all their spellings.
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import { WorkBudget } from '#core/work-budget';
import { type CodeFacts, codeFacts } from '#formats/marshal/code-facts';
import { readMarshal } from '#formats/marshal/read-marshal';
import type { TreeNode, TreeView } from '#formats/views/tree';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, type KerasMap, type KerasNode, kerasMaps, observeAll, textAt } from './keras-objects.ts';
import { resolveObject } from './keras-resolution.ts';
import { judgeExpression } from './marshal-judgement.ts';

export const check: Check<'tree'> = {
  id: 'keras-lambda-code',
  title: 'Does the Keras configuration carry Python code?',
  why: 'A Lambda layer stores compiled Python. Loading the model makes a function of it, and using or even rebuilding the model runs it.',
  remedy:
    'Do not load the model unless you know the code; ask for a version with an ordinary or registered layer instead.',
  references: ['CVE-2024-3660', 'CVE-2025-9905', 'CWE-94', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32'],
  views: ['tree'],
  check(view: TreeView) {
    if (!isKerasTree(view)) return [];
    return observeAll(kerasMaps(view.root), judgeMap);
  },
};

function judgeMap(place: KerasNode): Observation[] {
  const codes = storedCodes(place.node);
  if (codes.length > 0) return codes.map(({ key, code }) => judgeCode(code, `${place.pointer}/${key}`));
  return isLambda(place.node) ? judgeNamedFunction(place) : [];
}

/** The places in one map where a loader expects marshalled code. */
function storedCodes(node: KerasMap): { readonly key: string; readonly code: string }[] {
  /** Each code once, at the first key that holds it. */
  const codes = new Map<string, string>();
  if (node.get('class_name') === '__lambda__') {
    codes.set(firstText(innerOf(node, 'code')) ?? firstText(innerOf(node, 'value')) ?? '', 'config');
  }
  for (const [key, value] of node) {
    const text = firstText(value);
    if (text === undefined) continue;
    // Keras 2: `function_type`, `output_shape_type`, `mask_type` say what `function`, ... hold.
    const isCode = node.get(`${key}_type`) === 'lambda' || (Array.isArray(value) && key === 'function');
    if ((isCode || looksMarshalled(text)) && !codes.has(text)) codes.set(text, key);
  }
  return [...codes].map(([code, key]) => ({ key, code }));
}

function innerOf(node: KerasMap, key: string): TreeNode | undefined {
  const config = node.get('config');
  return config instanceof Map ? config.get(key) : undefined;
}

/** The string itself, or the first item of `[code, defaults, closure]`. */
function firstText(value: TreeNode | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** Base64 of a code object with few arguments, with or without the reference flag: `4wEAAAAA`, `YwIAAAAA`. */
function looksMarshalled(text: string): boolean {
  return text.length > 100 && /^(4w|Yw)[A-P]AAAA/.test(text);
}

function isLambda(node: KerasMap): boolean {
  const name = textAt(node, 'class_name');
  return (
    name.slice(name.lastIndexOf('>') + 1) === 'Lambda' && !(innerOf(node, 'function') instanceof Map) && !hasCode(node)
  );
}

function hasCode(node: KerasMap): boolean {
  const config = node.get('config');
  return config instanceof Map && storedCodes(config).length > 0;
}

/** A Lambda layer that names its function: the name is looked up, in the module that it says. */
function judgeNamedFunction({ node, pointer }: KerasNode): Observation[] {
  const config = node.get('config');
  const name = textAt(config, 'function');
  const module = textAt(config, 'module');
  const unsafe =
    resolveObject({ name, kind: 'function', module: module === '__main__' ? '' : module, registeredName: '' }) ===
    'unsafe';
  const from = module === '' ? '' : ` of ${quote(module)}`;
  return [
    {
      severity: unsafe ? 'critical' : 'medium',
      message: `A Lambda layer calls the function ${quote(name)}${from}, whose code is not in this file.`,
      where: { pointer },
    },
  ];
}

function judgeCode(code: string, pointer: string): Observation {
  const bytes = decodeCode(code);
  const where = { pointer };
  const facts = readCode(bytes);
  if (facts === undefined) return judgeUnreadable(bytes, pointer);
  const { dangerous, others } = judgeExpression(facts);
  if (dangerous.length > 0) {
    return { severity: 'critical', message: `Stored Python code uses ${list(dangerous)}.`, where };
  }
  const uses = others.length === 0 ? 'only its arguments' : list(others);
  return { severity: 'medium', message: `Stored Python code that, as far as its names tell, uses ${uses}.`, where };
}

function readCode(bytes: Uint8Array): CodeFacts | undefined {
  try {
    const facts = codeFacts(readMarshal(new MemorySource(bytes), new WorkBudget(bytes.length)).value);
    return facts.codes.length > 0 ? facts : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * Code that no known CPython wrote this way. One that starts like a code object and spells no dangerous word may come
 * from a newer Python; all else is not what an honest writer puts there.
 */
function judgeUnreadable(bytes: Uint8Array, pointer: string): Observation {
  const words =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[A-Za-z_]\w{1,60}/g) ?? [];
  const { dangerous } = judgeExpression({ names: [...new Set(words)] });
  const isCode = ((bytes[0] ?? 0) & 0x7f) === 0x63 && bytes.length > 40;
  const spells = dangerous.length > 0 ? ` and spells ${list(dangerous)}` : '';
  return {
    severity: isCode && dangerous.length === 0 ? 'medium' : 'critical',
    message: `Stored Python code cannot be read as code of any known Python${spells}.`,
    where: { pointer },
  };
}

/**
 * What `func_load` makes of the text: base64 with everything foreign to it skipped, or, when the text is not ASCII, the
 * characters themselves (`raw_unicode_escape`).
 */
function decodeCode(code: string): Uint8Array {
  if (/[^\u0000-\u007f]/.test(code)) return Buffer.from(code, 'latin1');
  return Buffer.from(code.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
}

function list(names: readonly string[]): string {
  return quote(names.slice(0, 12).join(', '));
}

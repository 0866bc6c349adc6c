// Every object that Keras would make from a configuration, wherever it stands in the tree.
import type { TreeNode, TreeView } from '#formats/views/tree';

export type KerasMap = ReadonlyMap<string, TreeNode>;

/** A map of the configuration, with its place. */
export interface KerasNode {
  readonly node: KerasMap;
  /** RFC 6901 pointer. */
  readonly pointer: string;
}

/** A map with a `class_name`: what `deserialize_keras_object` looks up and calls. */
export interface KerasObject extends KerasNode {
  /** As written. */
  readonly className: string;
  /** What is looked up: a class, or for `function` and `__typespec__` the function's or class's own name. */
  readonly name: string;
  readonly kind: 'class' | 'function' | 'value';
  /** Empty when absent or null. */
  readonly module: string;
  readonly registeredName: string;
  readonly config: TreeNode | undefined;
}

/** Whether a tree is a Keras configuration: read as one, or a YAML document of the same shape. */
export function isKerasTree(view: TreeView): boolean {
  if (view.format === 'keras-config') return true;
  return view.format === 'yaml' && view.root instanceof Map && view.root.has('class_name') && view.root.has('config');
}

/** All maps in the tree, in document order, without recursion. */
export function* kerasMaps(root: TreeNode): Generator<KerasNode> {
  const open: Step[] = [{ node: root, key: '' }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { node } = step;
    if (Array.isArray(node)) {
      for (let index = node.length - 1; index >= 0; index--) push(open, node[index], String(index), step);
    } else if (node instanceof Map) {
      yield { node, pointer: pointerOf(step) };
      for (const [key, value] of [...node].reverse()) push(open, value, key, step);
    }
  }
}

/** All objects in the tree, in document order. */
export function* kerasObjects(root: TreeNode): Generator<KerasObject> {
  for (const { node, pointer } of kerasMaps(root)) {
    const className = node.get('class_name');
    if (typeof className !== 'string') continue;
    yield { node, pointer, className, ...named(className, node), config: node.get('config') };
  }
}

/** The text at a key, empty when it is absent or something else. */
export function textAt(node: TreeNode | undefined, key: string): string {
  const value = node instanceof Map ? node.get(key) : undefined;
  return typeof value === 'string' ? value : '';
}

interface Step {
  readonly node: TreeNode;
  readonly key: string;
  readonly parent?: Step;
}

function push(open: Step[], node: TreeNode | undefined, key: string, parent: Step): void {
  if (typeof node === 'object' && node !== null) open.push({ node, key, parent });
}

function pointerOf(step: Step): string {
  const keys: string[] = [];
  for (let at: Step | undefined = step; at?.parent !== undefined && keys.length < longestPointer; at = at.parent) {
    keys.push(at.key.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1'));
  }
  return keys
    .reverse()
    .map((key) => `/${key}`)
    .join('');
}

// ATTACKER: a tree 1000 levels deep would otherwise get pointers of a megabyte in all.
const longestPointer = 40;

function named(className: string, node: KerasMap): Pick<KerasObject, 'name' | 'kind' | 'module' | 'registeredName'> {
  const module = textAt(node, 'module');
  const registeredName = textAt(node, 'registered_name');
  const config = node.get('config');
  if (className === 'function') {
    const name = typeof config === 'string' ? config : textAt(config, 'name');
    return { name, kind: 'function', module, registeredName };
  }
  if (className === '__typespec__') return { name: textAt(node, 'spec_name'), kind: 'class', module, registeredName };
  if (/^__[a-z_]+__$/.test(className) && module === '')
    return { name: className, kind: 'value', module, registeredName };
  return { name: className, kind: 'class', module, registeredName };
}

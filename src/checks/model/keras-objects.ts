// Every object that Keras would make from a configuration, wherever it stands in the tree.
import * as limits from '#core/limits';
import type { TreeNode, TreeView } from '#formats/views/tree';
import type { Observation } from '../check.ts';

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

/**
 * All maps in the tree, in document order, without recursion. The pointer is made when it is asked for, which must be
 * before the next map is taken: there may be a million maps, and something to say of one.
 */
export function* kerasMaps(root: TreeNode): Generator<KerasNode> {
  const open: Level[] = [];
  if (root instanceof Map) yield placeOf(root, open);
  enter(open, root);
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const next = level.entries.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    const [key, node] = next.value;
    level.key = key;
    if (typeof node !== 'object' || node === null) continue;
    if (node instanceof Map) yield placeOf(node, open);
    enter(open, node);
  }
}

/** All objects in the tree, in document order. */
export function* kerasObjects(root: TreeNode): Generator<KerasObject> {
  for (const place of kerasMaps(root)) {
    const { node } = place;
    const className = node.get('class_name');
    if (typeof className !== 'string') continue;
    yield {
      node,
      get pointer(): string {
        return place.pointer;
      },
      className,
      ...named(className, node),
      config: node.get('config'),
    };
  }
}

/** What `judge` says of the places, one after the other, up to the number of findings that a report keeps. */
export function observeAll<T>(places: Iterable<T>, judge: (place: T) => readonly Observation[]): Observation[] {
  const observations: Observation[] = [];
  for (const place of places) {
    observations.push(...judge(place));
    if (observations.length >= limits.findingsPerFile.value) break;
  }
  return observations;
}

/** The text at a key, empty when it is absent or something else. */
export function textAt(node: TreeNode | undefined, key: string): string {
  const value = node instanceof Map ? node.get(key) : undefined;
  return typeof value === 'string' ? value : '';
}

/** A map or list that is being walked. */
interface Level {
  readonly entries: Iterator<readonly [string | number, TreeNode]>;
  /** Key of the child that is visited now. */
  key: string | number;
}

function enter(open: Level[], node: TreeNode): void {
  if (node instanceof Map || Array.isArray(node)) open.push({ entries: node.entries(), key: '' });
}

function placeOf(node: KerasMap, open: readonly Level[]): KerasNode {
  return {
    node,
    get pointer(): string {
      return pointerOf(open);
    },
  };
}

/** The last keys on the way to the map that is visited now. */
function pointerOf(open: readonly Level[]): string {
  return open
    .slice(-longestPointer)
    .map(({ key }) => `/${String(key).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

// ATTACKER: a tree hundreds of levels deep would otherwise get pointers of a megabyte in all.
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

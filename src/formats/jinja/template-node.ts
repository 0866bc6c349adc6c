// Nodes of the parser library's syntax tree, which it does not export as types: looked at by name and kind only.

export interface TemplateNode {
  readonly type: string;
}

export function isNode(value: unknown): value is TemplateNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** A field of a node. The library's nodes are class instances whose fields are set by its own constructors. */
export function field(node: TemplateNode, name: string): unknown {
  return Object.entries(node).find(([key]) => key === name)?.[1];
}

export function nodeField(node: TemplateNode, name: string): TemplateNode | undefined {
  const value = field(node, name);
  return isNode(value) ? value : undefined;
}

export function nodesField(node: TemplateNode, name: string): readonly TemplateNode[] {
  const value = field(node, name);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textField(node: TemplateNode, name: string): string {
  const value = field(node, name);
  return typeof value === 'string' ? value : '';
}

/** All nodes directly inside `node`. */
export function children(node: TemplateNode): readonly TemplateNode[] {
  return Object.values(node).flatMap((value: unknown) => {
    if (value instanceof Map) return [...value.keys(), ...value.values()].filter(isNode);
    return (Array.isArray(value) ? value : [value]).filter(isNode);
  });
}

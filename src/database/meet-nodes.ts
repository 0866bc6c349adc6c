// What the edges of a walk alone say of the nodes it met.
import { bonds } from './bond.ts';
import type { Direction } from './lineage-graph.ts';
import { textOfStored } from './stored-text.ts';
import type { EdgeRow } from './tables.ts';

export interface MetNode {
  readonly distance: number;
  /** As they are stored. */
  readonly roles: Set<string>;
  name?: string;
  /** Whether the walk met a statement that it was made of something. */
  isStated: boolean;
}

/** In the order of distance. A statement that stands between subjects and materials is a node where another leans on it. */
export function meetNodes(
  start: readonly number[],
  edges: readonly EdgeRow[],
  direction: Direction,
): Map<number, MetNode> {
  const between = betweenOthers(start, edges);
  const nodes = new Map<number, MetNode>();
  for (const [id, distance] of distancesFrom(start, edges, direction)) {
    if (!between.has(id)) nodes.set(id, { distance, roles: new Set(), isStated: false });
  }
  for (const { child, parent, role, name, bond } of edges) {
    const [below, above] = [nodes.get(child), nodes.get(parent)];
    if (role === null) {
      if (below !== undefined && bond === bonds.origin) below.isStated = true;
    } else if (above !== undefined) {
      above.roles.add(role);
      if (name !== null) above.name ??= textOfStored(name);
    }
  }
  return nodes;
}

function betweenOthers(start: readonly number[], edges: readonly EdgeRow[]): ReadonlySet<number> {
  const between = new Set<number>();
  for (const { role, child, parent, bond } of edges) {
    if (role === null) between.add(parent);
    else if (bond !== bonds.content) between.add(child);
  }
  for (const { role, parent } of edges) if (role !== null) between.delete(parent);
  for (const id of start) between.delete(id);
  return between;
}

/** From a subject to the statement about it is no step of its own. */
function distancesFrom(start: readonly number[], edges: readonly EdgeRow[], direction: Direction): Map<number, number> {
  const [here, there] = directions[direction];
  const leaving = Map.groupBy(edges, (edge) => edge[here]);
  const distances = new Map<number, number>();
  for (let level = [...start], distance = 0; level.length > 0; distance++) {
    const next: number[] = [];
    // Grows while it is gone through.
    for (const id of level) {
      if (distances.has(id)) continue;
      distances.set(id, distance);
      for (const edge of leaving.get(id) ?? []) (edge.role === null ? level : next).push(edge[there]);
    }
    level = next;
  }
  return distances;
}

/** The end of an edge at which the walk is, and the one to which it goes. */
export const directions = { up: ['child', 'parent'], down: ['parent', 'child'] } as const;

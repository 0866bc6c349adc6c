// Which functions of a file already run while it is imported, because something at module level calls them.

export interface OwnedCall {
  readonly callee: string;
  /** The function the call stands in: empty at module level, `.f` for a function, `Class.method` for a method. */
  readonly owner: string;
  /** Under `if __name__ == "__main__"`: not reached by an import. */
  readonly inMain: boolean;
}

/** Owners whose bodies run at import: module level, and all that is reached from it through names of the file. */
export function importTimeOwners(calls: readonly OwnedCall[]): ReadonlySet<string> {
  const byOwner = new Map<string, OwnedCall[]>();
  for (const call of calls) {
    const list = byOwner.get(call.owner);
    if (list === undefined) byOwner.set(call.owner, [call]);
    else list.push(call);
  }
  const running = new Set<string>(['', '.__getattr__', '.__dir__']);
  const pending = [...running];
  for (let owner = pending.pop(); owner !== undefined; owner = pending.pop()) {
    for (const call of byOwner.get(owner) ?? []) {
      for (const target of call.inMain ? [] : targets(call)) {
        if (running.has(target)) continue;
        running.add(target);
        pending.push(target);
      }
    }
  }
  return running;
}

/** Owners that a call may enter: the function of that name, the constructor of that class, a method. */
function targets({ callee, owner }: OwnedCall): readonly string[] {
  if (callee.startsWith('self.') || callee.startsWith('cls.')) {
    return [`${owner.split('.')[0] ?? ''}.${callee.slice(callee.indexOf('.') + 1)}`];
  }
  if (!callee.startsWith('.')) return [];
  const name = callee.slice(1).replaceAll('()', '');
  return [
    `.${name}`,
    `${owner}.${name}`,
    name,
    `${name}.__init__`,
    `${name}.__new__`,
    `${name}.__call__`,
    `${name}.__post_init__`,
  ];
}

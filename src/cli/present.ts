// Members of an object that are there: flags that nobody gave are left out.

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that there are. */
export function present<T extends Readonly<Record<string, unknown>>>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}

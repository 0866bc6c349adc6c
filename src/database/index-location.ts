// Where an index lies.

export type IndexLocation =
  /** A file, or `:memory:`. */
  | { readonly kind: 'sqlite'; readonly path: string }
  /** @see https://www.postgresql.org/docs/current/libpq-connect.html section 34.1.1.2; the password may come from the environment */
  | { readonly kind: 'postgresql'; readonly url: string };

export type EngineKind = IndexLocation['kind'];

// Two shapes of flags that many commands have.

/** An optional flag that names a file. */
export function fileFlag(brief: string): {
  readonly kind: 'parsed';
  readonly parse: (text: string) => string;
  readonly optional: true;
  readonly placeholder: string;
  readonly brief: string;
} {
  return { kind: 'parsed', parse: String, optional: true, placeholder: 'FILE', brief };
}

/** A flag that is there or not. */
export function switchFlag(brief: string): {
  readonly kind: 'boolean';
  readonly optional: true;
  readonly withNegated: false;
  readonly brief: string;
} {
  return { kind: 'boolean', optional: true, withNegated: false, brief };
}

/** Files of the age identities that open a sealed private key. */
export const identityFlag: ReturnType<typeof fileFlag> & { readonly variadic: true } = {
  ...fileFlag('File with an age identity that opens the sealed key; may be repeated'),
  variadic: true,
};

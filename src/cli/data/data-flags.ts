// The flags that say how to read a data set; every command of `assay data` that reads one has them.
export interface DataFlags {
  readonly label?: string;
  readonly text?: string;
  readonly id?: string;
  readonly source?: string;
  readonly time?: string;
}

type NameFlag = {
  readonly kind: 'parsed';
  readonly parse: (text: string) => string;
  readonly optional: true;
  readonly placeholder: 'NAME';
  readonly brief: string;
};

export const dataFlags: Readonly<Record<keyof DataFlags, NameFlag>> = {
  label: nameFlag('Column or field that holds the class of a row'),
  text: nameFlag('Column or field that holds the text of a row'),
  id: nameFlag('Column or field that names a row (default: its index in the file, from 0)'),
  source: nameFlag('Column or field that says who contributed a row'),
  time: nameFlag('Column or field that says when a row was contributed'),
};

function nameFlag(brief: string): NameFlag {
  return { kind: 'parsed', parse: String, optional: true, placeholder: 'NAME', brief };
}

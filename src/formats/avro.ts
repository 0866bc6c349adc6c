// Avro object container files. Specification: Apache Avro 1.12, "Object Container Files".
import type { Format } from './format.ts';
import { byMagic, wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'avro',
  title: 'Avro table',
  specification: 'https://avro.apache.org/docs/1.12.0/specification/',
  loading: 'Read as records; nothing runs.',
  extensions: ['avro'],
  identify: (sample) => byMagic(sample, 'Obj\u0001'),
  // Blocks go on to the end of the file.
  read: () => wholeInert(format),
};

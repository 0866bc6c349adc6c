// Zip archives: the container of torch files, npz, Keras v3, skops, TorchServe archives, office documents and Java.
import { latin1 } from '#core/latin1';
import type { Format } from './format.ts';
import { blockBytes, parseTarHeader } from './tar/header.ts';
import { hasEndRecord } from './zip/end-record.ts';
import { readZip } from './zip/read-zip.ts';

export const format: Format = {
  id: 'zip',
  title: 'Zip archive',
  specification: 'PKWARE APPNOTE 6.3.10',
  loading: 'Unpacking runs no code; what its members are decides. Readers disagree on malformed archives.',
  extensions: ['zip', 'npz', 'keras', 'skops', 'mar', 'jar', 'whl', 'ptl', 'pt2', 'docx', 'xlsx', 'pptx', 'apk', 'egg'],
  identify: ({ source, head }) => {
    const start = latin1(head, 0, 4);
    if (start === 'PK\u0003\u0004' || start === 'PK\u0005\u0006') return 'content';
    // A tar whose last member is an archive ends like one. Its reader accounts for every byte, and members are followed.
    if (parseTarHeader(head.subarray(0, blockBytes)) !== undefined) return 'no';
    return hasEndRecord(source) ? 'content' : 'no';
  },
  read: (source, { budget }) => readZip(source, budget),
};

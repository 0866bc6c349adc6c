// The documents behind the catalogue, each at one edition.
import type { SourceDocument } from './source.ts';

export const documents: readonly SourceDocument[] = [
  {
    id: 'owasp-ai-exchange-3',
    title: 'OWASP AI Exchange, section 3: Development-time threats',
    publisher: 'OWASP Foundation, AI Exchange project',
    edition: 'ea977c7cb1d826e2a324890f2e16ea0670196480, 2026-02-13',
    licence: 'CC0-1.0',
    text: { sha256: 'df10eb19f236dde197abf6fad2692126c71038843e255efed214cab0e53accef', lines: 749 },
  },
  {
    id: 'ncsc-guidelines',
    title: 'Guidelines for secure AI system development',
    publisher: 'UK National Cyber Security Centre, US CISA and partners',
    edition: 'November 2023',
    licence: 'OGL-UK-3.0',
    text: { sha256: '5455c57712fbfa23c2f31d60d3151f8186345f525fd8dc44672bd9aaafef8550', lines: 492 },
  },
  {
    id: 'owasp-ai-exchange',
    title: 'OWASP AI Exchange, the sections that section 3 leans on',
    publisher: 'OWASP Foundation, AI Exchange project',
    edition: '5413fde, 2026-08-22',
    licence: 'CC0-1.0',
  },
  {
    id: 'owasp-aisvs',
    title: 'OWASP AISVS 1.0, cited by id alone',
    publisher: 'OWASP Foundation',
    edition: '94fbad5, 2026-07-15',
    licence: 'CC-BY-SA-4.0',
  },
];

// NIST AI 100-2, Adversarial Machine Learning, pinned.
import type { ReferenceList } from '../reference-list.ts';

export const referenceList: ReferenceList = {
  key: 'nist-ai-100-2',
  title: 'NIST AI 100-2, Adversarial Machine Learning',
  version: 'E2025',
  pinned: 'edition of March 2025',
  licence: 'public domain in the United States',
  assignedBy: 'catalogue',
  ids: {
    'NISTAML.011': null,
    'NISTAML.012': null,
    'NISTAML.013': null,
    'NISTAML.021': null,
    'NISTAML.023': null,
    'NISTAML.024': null,
    'NISTAML.026': null,
    'NISTAML.03': null,
    'NISTAML.031': null,
    'NISTAML.032': null,
    'NISTAML.033': null,
    'NISTAML.05': null,
    'NISTAML.051': null,
  },
};

// CoSAI Risk Map, pinned.
import type { ReferenceList } from '../reference-list.ts';

export const referenceList: ReferenceList = {
  key: 'cosai',
  title: 'CoSAI Risk Map',
  version: '18ab1ef',
  pinned: 'cosai-oasis/secure-ai-tooling 18ab1ef, 2026-08-19',
  licence: 'Apache-2.0',
  assignedBy: 'catalogue',
  ids: {
    riskAdapterPEFTInjection: null,
    riskDataPoisoning: null,
    riskExcessiveDataHandling: null,
    riskFederatedDistributedTrainingPrivacy: null,
    riskMaliciousLoaderDeserialization: null,
    riskModelExfiltration: null,
    riskModelReverseEngineering: null,
    riskModelSourceTampering: null,
    riskRetrievalVectorStorePoisoning: null,
    riskToolSourceProvenance: null,
    riskUnauthorizedTrainingData: null,
  },
};

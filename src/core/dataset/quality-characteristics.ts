// The characteristics by which ISO/IEC 25012 measures the quality of data.
export const qualityCharacteristics = [
  'accuracy',
  'completeness',
  'consistency',
  'credibility',
  'currentness',
  'accessibility',
  'compliance',
  'confidentiality',
  'efficiency',
  'precision',
  'traceability',
  'understandability',
  'availability',
  'portability',
  'recoverability',
] as const;

export type QualityCharacteristic = (typeof qualityCharacteristics)[number];

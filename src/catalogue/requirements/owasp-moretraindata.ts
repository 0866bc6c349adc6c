// 3.1.1 #MORETRAINDATA More training data: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-MORETRAINDATA',
  title: '3.1.1 #MORETRAINDATA More training data',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/moretraindata/',
  secondary: false,
  references: ['opencre:444-058@5413fde', 'atlas:AML.T0020@5.6.1'],
  requirements: [
    {
      id: 'OWASP-MORETRAINDATA-01',
      title: 'Poison outnumbered',
      claim: 'A recipe adds benign data to a new version with lineage per item and the ratio of trusted to untrusted.',
      kind: 'transform',
      stage: 'training',
      priority: 'important',
      lines: [[455, 455]],
      controls: ['MORETRAINDATA'],
      capabilities: ['C07'],
      evidence: ['transform'],
    },
    {
      id: 'OWASP-MORETRAINDATA-02',
      title: 'Forgetting and overfitting watched',
      claim: 'Rare groups and the gap between training and validation are compared before and after.',
      kind: 'check',
      stage: 'evaluation',
      priority: 'important',
      lines: [[455, 455]],
      controls: ['MORETRAINDATA'],
      capabilities: ['C08'],
      evidence: ['evaluation'],
    },
    {
      id: 'OWASP-MORETRAINDATA-03',
      title: 'Only while training',
      claim:
        'For a finished model it is refused and fine-tuning is named instead. The assumed share of poison is stated.',
      kind: 'guard',
      stage: 'training',
      priority: 'important',
      lines: [[455, 457]],
      controls: ['MORETRAINDATA'],
      capabilities: ['C07', 'C15'],
      evidence: ['gate-decision'],
    },
  ],
};

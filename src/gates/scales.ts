// Scales that a requirement can ask a level of: which statements speak of them, their levels from least to most, and how to read one.

import { predicate as evaluation } from '#predicates/evaluation';
import { isolationLevels } from '#predicates/provenance';
import { predicate as scanRuntime } from '#predicates/scan-runtime';
import { answerLevels, predicate as supplierAssessment } from '#predicates/supplier-assessment';
import { predicate as verificationSummary } from '#predicates/verification-summary';
import { bodyOf } from './body-of.ts';
import type { Stated } from './evidence.ts';

export const scaleNames = ['supplier-tier', 'answer-level', 'slsa-build', 'isolation', 'independence'] as const;
export type ScaleName = (typeof scaleNames)[number];

export interface Scale {
  readonly kind: string;
  readonly question: string;
  /** From least to most. */
  readonly levels: readonly string[];
  /** undefined: the statement says nothing about it. */
  readonly levelOf: (statement: Stated) => string | undefined;
}

const slsaLevels = ['0', '1', '2', '3', '4'];

export const scales: Readonly<Record<ScaleName, Scale>> = {
  'supplier-tier': {
    kind: supplierAssessment.kind,
    question: 'How far is the supplier trusted?',
    levels: ['untrusted', 'unknown', 'known', 'trusted'],
    levelOf: (statement) => bodyOf(statement, supplierAssessment)?.tier,
  },
  'answer-level': {
    kind: supplierAssessment.kind,
    question: 'How well is the weakest answer of the supplier shown?',
    levels: answerLevels,
    levelOf: (statement) =>
      lowest(
        answerLevels,
        bodyOf(statement, supplierAssessment)?.answers.map(({ level }) => level),
      ),
  },
  'slsa-build': {
    kind: verificationSummary.kind,
    question: 'Which SLSA build level was verified?',
    levels: slsaLevels,
    levelOf: (statement) => {
      const body = bodyOf(statement, verificationSummary);
      if (body === undefined) return undefined;
      const passed = body.verificationResult === 'PASSED' ? body.verifiedLevels : [];
      const found = passed.flatMap((one) => /^SLSA_BUILD_LEVEL_([0-4])$/.exec(one)?.[1] ?? []);
      return slsaLevels.findLast((level) => found.includes(level)) ?? '0';
    },
  },
  isolation: {
    kind: scanRuntime.kind,
    question: 'How well was it confined while it ran?',
    levels: isolationLevels,
    levelOf: (statement) => bodyOf(statement, scanRuntime)?.isolationReached,
  },
  independence: {
    kind: evaluation.kind,
    question: 'How far from those who built it are those who tested it?',
    levels: ['developer', 'internal', 'external'],
    levelOf: (statement) => bodyOf(statement, evaluation)?.independence,
  },
};

function lowest(levels: readonly string[], found: readonly string[] = []): string | undefined {
  return levels.find((level) => found.includes(level));
}

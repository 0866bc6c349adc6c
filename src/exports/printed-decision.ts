// A decision of a gate as documents print it; `assay.gate-decision/1`.

export interface PrintedAnswer {
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
  readonly cause?: string;
  readonly because: string;
  readonly remedy?: string;
}

export interface PrintedReason extends PrintedAnswer {
  readonly rule: string;
  readonly evidence: readonly string[];
  readonly about?: readonly (PrintedAnswer & { readonly label: string })[];
  readonly waiver?: { readonly approvers: readonly string[]; readonly reason: string; readonly expiresAt: string };
}

export interface PrintedDecision {
  readonly gate: string;
  readonly label: string;
  readonly asset: string;
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly decidedAt: string;
  readonly recorded?: string;
  readonly because: readonly PrintedReason[];
}

/** Whether the requirement holds the asset back. */
export function isOpen({ outcome, waiver }: PrintedReason): boolean {
  return waiver === undefined && (outcome === 'fail' || outcome === 'inconclusive');
}

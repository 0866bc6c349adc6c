// The abilities of Assay that requirements are shared out to.

export interface Capability {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

export const capabilities: readonly Capability[] = [
  { id: 'C01', name: 'assets', title: 'Asset store & graph' },
  { id: 'C02', name: 'zones', title: 'Zones, access & confidentiality' },
  { id: 'C03', name: 'ledger', title: 'Signing, attestations & tamper-evident log' },
  { id: 'C04', name: 'intake', title: 'Suppliers & intake' },
  { id: 'C05', name: 'inspect', title: 'Artefact inspection (static + sandbox)' },
  { id: 'C06', name: 'dataguard', title: 'Data quality & poisoning detection' },
  { id: 'C07', name: 'harden', title: 'Transforms & robust training' },
  { id: 'C08', name: 'validate', title: 'Evaluation & continuous validation' },
  { id: 'C09', name: 'threats', title: 'Threat model & risk decisions' },
  { id: 'C10', name: 'gates', title: 'Policy gates, release & update' },
  { id: 'C11', name: 'docs', title: 'Cards, BOM & disclosure' },
  { id: 'C12', name: 'vuln', title: 'Vulnerabilities, advisories & disclosure' },
  { id: 'C13', name: 'watch', title: 'Operation guard & monitoring' },
  { id: 'C14', name: 'respond', title: 'Incident response & resilience' },
  { id: 'C15', name: 'assess', title: 'Coverage, people & assurance' },
];

// Assets: the things that are to be protected, and the words in which their owners describe them.

/** What an asset is. What is hosted has no bytes here: its entry is the address of the service. */
export const assetKinds = [
  'model',
  'adapter',
  'dataset',
  'prompt',
  'code',
  'document',
  'container',
  'tool',
  'log',
  'hosted-model',
  'hosting-service',
  'package',
  'ai-component',
] as const;
export type AssetKind = (typeof assetKinds)[number];

/** It is at somebody else's, and known here by its address alone. */
export function isHosted(kind: AssetKind): boolean {
  return kind === 'hosted-model' || kind === 'hosting-service';
}

/** Who may see an asset, from least to most sensitive. */
export const sensitivities = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** What the asset is worth to a competitor, from least to most. */
export const ipClasses = ['none', 'public', 'internal', 'trade-secret'] as const;
export type IpClass = (typeof ipClasses)[number];

/** An asset that nobody has labelled counts as the most sensitive. */
export function sensitivityOf(label: Sensitivity | undefined): Sensitivity {
  return label ?? 'restricted';
}

/** As `sensitivityOf`. */
export function ipClassOf(label: IpClass | undefined): IpClass {
  return label ?? 'trade-secret';
}

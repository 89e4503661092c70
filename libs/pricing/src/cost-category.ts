/** What money is spent on, in the order in which it is listed. */
export const COST_CATEGORIES = [
  'compute',
  'model-api',
  'hardware',
  'power',
  'storage',
  'egress',
  'network',
  'control-plane',
  'observability',
  'managed-services',
  'people',
  'other',
] as const;
export type CostCategory = (typeof COST_CATEGORIES)[number];

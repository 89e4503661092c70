import type { KnowledgeConditions } from './knowledge-entry';
import type { WorkloadTraits } from './workload-traits';

type Checks = {
  readonly [K in keyof Required<KnowledgeConditions>]: (
    wanted: NonNullable<KnowledgeConditions[K]>,
    traits: WorkloadTraits,
  ) => boolean;
};

const CHECKS: Checks = {
  kinds: (kinds, { kind }) => kinds.includes(kind),
  architecture: (wanted, { architecture }) => architecture === wanted,
  attention: (wanted, { attention }) => attention !== null && wanted.includes(attention),
  slidingWindow: (wanted, { slidingWindow }) => slidingWindow === wanted,
  embedding: (wanted, { embedding }) => embedding === wanted,
  hosting: (wanted, { hosting }) => hosting === wanted,
  apiPriced: (wanted, { apiPriced }) => apiPriced === wanted,
  link: (wanted, { link }) => link === wanted,
  vendors: (wanted, { vendor }) => vendor !== null && wanted.includes(vendor),
  groupAtLeast: (least, { group }) => group >= least,
  acceleratorsAtLeast: (least, { accelerators }) => accelerators >= least,
  replicasAtLeast: (least, { replicas }) => replicas >= least,
  precisions: (wanted, { precision }) => wanted.includes(precision),
  trainingMethods: (wanted, { trainingMethod }) => trainingMethod !== null && wanted.includes(trainingMethod),
  promptTokensAtLeast: (least, { promptTokens }) => promptTokens >= least,
  cachedPercentAtLeast: (least, { cachedPercent }) => cachedPercent >= least,
  documentsAtLeast: (least, { documents }) => documents >= least,
  availabilityPercentAtLeast: (least, { availabilityPercent }) => availabilityPercent >= least,
  providers: (wanted, { provider }) => provider !== null && wanted.includes(provider),
  frameworks: (wanted, { frameworks }) => wanted.some((id) => frameworks.includes(id)),
  owned: (wanted, { owned }) => owned === wanted,
};

/** Whether every condition that is given holds for a workload. */
export function appliesTo(conditions: KnowledgeConditions, traits: WorkloadTraits): boolean {
  return (Object.keys(conditions) as Array<keyof KnowledgeConditions>).every((name) => {
    const wanted = conditions[name];
    // The table pairs each condition with its own check, which the compiler cannot see through a key.
    return (
      wanted === undefined ||
      (CHECKS[name] as (wanted: unknown, traits: WorkloadTraits) => boolean)(wanted, traits)
    );
  });
}

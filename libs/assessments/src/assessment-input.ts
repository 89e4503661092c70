import type { GrowthInput } from './growth-input';
import type { PlanningInput } from './planning-input';
import type { PreferencesInput } from './preferences-input';

/** What a person tells us. All but the name and one workload with a kind and some traffic may be left out. */
export interface AssessmentInput {
  readonly name: string;
  readonly organisation?: OrganisationInput;
  readonly goals?: readonly string[];
  readonly workloads: readonly WorkloadInput[];
  readonly currentInfrastructure?: readonly CurrentInfrastructureInput[];
  readonly constraints?: ConstraintsInput;
  readonly team?: TeamInput;
  readonly planning?: PlanningInput;
  readonly preferences?: PreferencesInput;
  readonly controls?: readonly ControlInput[];
  /** Ids of frameworks that the organisation knows apply to it, whatever the triggers say. */
  readonly obligations?: readonly string[];
  /** Trigger ids of the compliance catalog that are true of the organisation (`processor_role`, `phi` ...). */
  readonly declarations?: readonly string[];
  /** Trigger ids that are not true of it: they close a question, and never outrank what another answer shows. */
  readonly denials?: readonly string[];
}

export interface OrganisationInput {
  readonly industry?: string;
  readonly employees?: number;
  /** ISO 3166-1 alpha-2 codes or `EU` of the places where it works and whose people's data it handles. */
  readonly regions?: readonly string[];
}

export const WORKLOAD_KINDS = [
  'llm-serving',
  'rag',
  'agentic',
  'embedding',
  'batch-inference',
  'fine-tuning',
  'training',
  'classic-ml',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

export interface WorkloadInput {
  /** Stable short name (`support-chat`); part of every figure id. Given by the server as `w1` ... if left out. */
  readonly id?: string;
  readonly name?: string;
  readonly kind: WorkloadKind;
  readonly model?: ModelChoiceInput;
  readonly traffic?: TrafficInput;
  readonly slo?: SloInput;
  readonly dataClasses?: readonly DataClass[];
  readonly residency?: readonly string[];
  readonly corpus?: CorpusInput;
  readonly training?: TrainingInput;
  readonly precision?: Precision;
  /** Number format of the key-value cache; 16 bits unless given. */
  readonly kvPrecision?: KvPrecision;
  readonly compute?: ComputeInput;
}

export const KV_PRECISIONS = ['fp16', 'fp8'] as const;
export type KvPrecision = (typeof KV_PRECISIONS)[number];

/** What was measured of the part that needs processors and no accelerators. */
export interface ComputeInput {
  /** Processor time of a request or a prediction, ms. */
  readonly processorMsPerRequest?: number;
  /** Memory of an instance whatever its load. */
  readonly memoryGiBPerInstance?: number;
}

export const PRECISIONS = ['fp16', 'bf16', 'fp8', 'int8', 'int4', 'fp4'] as const;
export type Precision = (typeof PRECISIONS)[number];

export const MODEL_CLASSES = ['small', 'medium', 'large', 'frontier'] as const;
export type ModelClass = (typeof MODEL_CLASSES)[number];

export interface ModelChoiceInput {
  /** Catalog id of an open-weight model (`llama-3.1-70b`) to host. */
  readonly id?: string;
  /** Catalog id of an API price row (`openai/gpt-5-mini`) in use or considered. */
  readonly apiId?: string;
  /** Where the model is not chosen yet: small (up to 10 B parameters), medium (up to 40 B), large (up to 150 B), frontier. */
  readonly class?: ModelClass;
}

export interface TokenDistribution {
  readonly p50: number;
  readonly p95?: number;
}

export interface TrafficInput {
  readonly requestsPerDay?: number;
  readonly requestsPerSecondPeak?: number;
  /** Peak rate over mean rate. */
  readonly peakFactor?: number;
  readonly inputTokens?: TokenDistribution;
  readonly outputTokens?: TokenDistribution;
  /** Share of the input tokens that repeats (system prompt, documents) and can be cached, 0 to 1. */
  readonly cachedShare?: number;
  /** Relative load of the 24 hours of a day or the 168 of a week, in any unit. */
  readonly hourlyProfile?: readonly number[];
  /** Requests as they were recorded: CSV with the columns seconds (or timestamp), input_tokens, output_tokens. */
  readonly traceCsv?: string;
  /** What the provider of an API lets through for this account. */
  readonly apiLimits?: ApiLimitsInput;
  /** Share of the requests that may wait for a day, so that an API's batch price holds for them, 0 to 1. */
  readonly batchShare?: number;
  /** Growth of requests a month as a share: 0.05 is 5 %. May be negative, above -1. */
  readonly growthPerMonth?: number;
  /** Growth of any other shape than the same share each month; stands in place of `growthPerMonth`. */
  readonly growth?: GrowthInput;
  /** Items (texts, documents, rows) in one pass, for batch kinds. */
  readonly batchItems?: number;
  readonly batchWindowHours?: number;
  /** Passes over all items in a month; once a year is 1/12. */
  readonly passesPerMonth?: number;
}

export interface ApiLimitsInput {
  readonly requestsPerMinute?: number;
  /** Tokens of prompts and answers together. */
  readonly tokensPerMinute?: number;
}

export interface SloInput {
  readonly timeToFirstTokenMs?: number;
  readonly timePerOutputTokenMs?: number;
  readonly endToEndMs?: number;
  /** As a percentage, 99.9. */
  readonly availabilityPercent?: number;
}

export const DATA_CLASSES = [
  'public',
  'internal',
  'personal',
  'special-category',
  'health',
  'payment-card',
  'financial',
  'children',
  'source-code',
  'trade-secret',
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export interface CorpusInput {
  readonly documents: number;
  readonly tokensPerDocument?: number;
  readonly chunkTokens?: number;
  readonly chunkOverlapTokens?: number;
  readonly embeddingModelId?: string;
  readonly dimensions?: number;
  readonly retrievedChunks?: number;
  readonly updatesPerDay?: number;
}

export const TRAINING_METHODS = ['full', 'lora', 'qlora', 'pretraining'] as const;
export type TrainingMethod = (typeof TRAINING_METHODS)[number];

export interface TrainingInput {
  readonly tokens: number;
  readonly method?: TrainingMethod;
  readonly epochs?: number;
  readonly sequenceLength?: number;
  readonly loraRank?: number;
  readonly runsPerMonth?: number;
  readonly deadlineHours?: number;
}

export interface CurrentInfrastructureInput {
  /** The workload that they serve: then the plan is held against what they cost. */
  readonly workloadId?: string;
  readonly provider?: string;
  readonly region?: string;
  readonly instanceType?: string;
  readonly acceleratorId?: string;
  readonly count: number;
  readonly owned?: boolean;
  readonly monthlyCostUsd?: number;
  /** What one of them cost to buy, with its share of server and network, USD. */
  readonly purchasePriceUsd?: number;
  /** USD/kWh where it stands. */
  readonly powerUsdPerKwh?: number;
}

export const PROVIDERS = ['aws', 'azure', 'gcp', 'oci', 'lambda', 'on-premises'] as const;
export type Provider = (typeof PROVIDERS)[number];

export interface ConstraintsInput {
  readonly providers?: readonly Provider[];
  readonly regions?: readonly string[];
  /** No model API of a third party may be used. */
  readonly selfHostOnly?: boolean;
  /** No own accelerators; APIs only. */
  readonly apiOnly?: boolean;
  readonly budgetUsdPerMonth?: number;
  /** ISO date. */
  readonly startDate?: string;
}

export interface TeamInput {
  readonly mlEngineers?: number;
  readonly platformEngineers?: number;
  readonly dataEngineers?: number;
  readonly securityEngineers?: number;
  readonly onCall?: boolean;
  /** What is in place, by practice id: `experiment-tracking`, `model-registry`, `ci-cd` ... */
  readonly practices?: readonly MlopsPractice[];
}

export const MLOPS_PRACTICES = [
  'version-control',
  'ci-cd',
  'experiment-tracking',
  'model-registry',
  'feature-store',
  'automated-evaluation',
  'canary-release',
  'model-monitoring',
  'drift-detection',
  'data-versioning',
  'infrastructure-as-code',
  'incident-runbooks',
  'rollback',
  'cost-monitoring',
] as const;
export type MlopsPractice = (typeof MLOPS_PRACTICES)[number];

/** `no` is another word for `absent`. */
export const CONTROL_STATUSES = ['implemented', 'partial', 'planned', 'absent', 'no'] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

export interface ControlInput {
  /** Id of a control (`encryption-at-rest`) or of a property of the compliance catalog (`encryptionAtRest`). */
  readonly id: string;
  readonly status: ControlStatus;
  readonly evidence?: readonly EvidenceInput[];
}

export interface EvidenceInput {
  readonly artefact: string;
  /** ISO dates. */
  readonly effectiveDate: string;
  readonly expiryDate?: string;
}

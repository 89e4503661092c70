import type { KnowledgeEntry } from './knowledge-entry';
import { SOURCES } from './knowledge-sources';

const ONLINE = ['llm-serving', 'rag', 'agentic', 'classic-ml'] as const;

/** Retrieval, queues, money, energy, operation and duties. */
export const OPERATING_KNOWLEDGE: readonly KnowledgeEntry[] = [
  {
    id: 'hnsw-memory',
    topic: 'Retrieval',
    claim:
      'A graph index keeps every vector and its links in memory: about four bytes a dimension and {link} a link, with twice the links on the lowest layer.',
    consequence:
      'The index is bought as memory; compressed vectors cut it, and recall has to be measured again.',
    quantities: [{ name: 'link', label: 'Bytes of a link of an HNSW graph', value: 4, unit: 'B' }],
    sources: [SOURCES.hnsw, SOURCES.faiss],
    when: { documentsAtLeast: 1 },
  },
  {
    id: 'index-dimensions',
    topic: 'Retrieval',
    claim:
      'Some databases bound the dimensions that an index takes: pgvector documented {limit} for its full-precision index.',
    consequence:
      'Check the limit of the chosen database against the embedding model before the corpus is embedded.',
    quantities: [
      {
        name: 'limit',
        label: 'Dimensions that the index of pgvector took, as documented',
        value: 2000,
        unit: '1',
      },
    ],
    sources: [SOURCES.pgvector],
    when: { documentsAtLeast: 1 },
  },
  {
    id: 'recall-is-measured',
    topic: 'Retrieval',
    claim: 'An approximate index trades recall for speed by how much of it a query visits.',
    consequence:
      'Measure recall on questions with known sources, and again after every change of model or index.',
    sources: [SOURCES.pgvector, SOURCES.hnsw],
    when: { documentsAtLeast: 100_000 },
  },
  {
    id: 'littles-law',
    topic: 'Queues and availability',
    claim: 'Requests in a system are their rate times the time each stays.',
    consequence: 'A slower answer needs more places in the batch for the same traffic: latency is capacity.',
    sources: [SOURCES.little],
    when: { kinds: ['llm-serving', 'rag', 'agentic'] },
  },
  {
    id: 'waiting-explodes',
    topic: 'Queues and availability',
    claim: 'Waiting grows without bound as a server nears full use, the faster the more its work varies.',
    consequence: 'Plan the peak with room: the last tenth of a fleet is not capacity but waiting time.',
    sources: [SOURCES.kingman],
    when: { kinds: ['llm-serving', 'rag', 'agentic'], hosting: 'self-host' },
  },
  {
    id: 'autoscaler-rule',
    topic: 'Operations',
    claim:
      'The Kubernetes autoscaler sets replicas in proportion to measured over wanted load, and by default ignores deviations up to {tolerance}.',
    consequence:
      'On few large replicas that tolerance is coarse: scale on queue length or cache use, and set it.',
    quantities: [
      { name: 'tolerance', label: 'Default tolerance of the Kubernetes autoscaler', value: 10, unit: '%' },
    ],
    sources: [SOURCES.hpa],
    when: { kinds: ['llm-serving', 'rag', 'agentic'], hosting: 'self-host', replicasAtLeast: 2 },
  },
  {
    id: 'availability-in-minutes',
    topic: 'Queues and availability',
    claim:
      'Availability multiplies along a chain: the whole is never better than its weakest necessary part.',
    consequence:
      'A target above that of any single zone or provider needs a second one that is really independent.',
    sources: [SOURCES.sre, SOURCES.awsReliability],
    when: { kinds: [...ONLINE], availabilityPercentAtLeast: 99.9 },
  },
  {
    id: 'spot-notice-aws',
    topic: 'Operations',
    claim: 'AWS announces the end of a spot instance {notice} ahead, on a best-effort basis.',
    consequence:
      'Less than a large model takes to load elsewhere: keep a part of the fleet that cannot be taken away.',
    quantities: [
      { name: 'notice', label: 'Notice before a spot instance of AWS ends', value: 120, unit: 's' },
    ],
    sources: [SOURCES.awsSpot],
    when: { providers: ['aws'] },
  },
  {
    id: 'spot-notice-gcp',
    topic: 'Operations',
    claim:
      'A Spot VM may be reclaimed at any time, is outside the service level agreement, and GKE gives a workload’s pods {grace} to end by default, before those of the system.',
    consequence:
      'Use it for passes and training with checkpoints, not for a service with a promised availability.',
    quantities: [
      {
        name: 'grace',
        label: 'Default time for the pods of workloads to end on a reclaimed Spot VM in GKE',
        value: 15,
        unit: 's',
      },
    ],
    sources: [SOURCES.gcpSpot, SOURCES.gkeSpot],
    when: { providers: ['gcp'] },
  },
  {
    id: 'api-prompt-cache',
    topic: 'Cost',
    claim:
      'A provider’s prompt cache needs the same beginning, token by token; OpenAI documented a minimum of {least}.',
    consequence:
      'Put the fixed instructions first and what changes last; a date at the beginning costs every hit.',
    quantities: [
      {
        name: 'least',
        label: 'Shortest prompt that OpenAI caches, as documented',
        value: 1024,
        unit: 'tokens',
      },
    ],
    sources: [SOURCES.openaiCaching],
    when: { apiPriced: true, cachedPercentAtLeast: 1, promptTokensAtLeast: 500 },
  },
  {
    id: 'cached-token-price',
    topic: 'Cost',
    claim:
      'Cached prompt tokens are cheap where providers price them apart: Mistral bills {share} of the standard price.',
    consequence:
      'The repeated share of the prompt is the first lever on the bill of an API; measure the hit rate.',
    quantities: [
      {
        name: 'share',
        label: 'Price of cached prompt tokens at Mistral over the standard price',
        value: 10,
        unit: '%',
      },
    ],
    sources: [SOURCES.mistralCaching],
    when: { apiPriced: true, cachedPercentAtLeast: 1 },
  },
  {
    id: 'batch-discount',
    topic: 'Cost',
    claim: 'OpenAI’s batch interface costs {discount} less and answers within {window}.',
    consequence: 'Work that nobody waits for belongs there; ask other providers for the same terms.',
    quantities: [
      { name: 'discount', label: 'Discount of OpenAI’s batch interface', value: 50, unit: '%' },
      {
        name: 'window',
        label: 'Time within which OpenAI’s batch interface aims to answer',
        value: 24,
        unit: 'h',
      },
    ],
    sources: [SOURCES.openaiBatch],
    when: { kinds: ['batch-inference', 'embedding'], apiPriced: true },
  },
  {
    id: 'canary-and-rollback',
    topic: 'Operations',
    claim:
      'Serving platforms such as KServe split traffic between the last good revision and a new one, and return to the former.',
    consequence:
      'A new model or prompt need not meet all users at once: a share, a comparison, then the rest.',
    sources: [SOURCES.kserve],
    when: { kinds: [...ONLINE], hosting: 'self-host' },
  },
  {
    id: 'agent-privileges',
    topic: 'Operations',
    claim:
      'Guidance on agents maps prompt injection to narrow scopes, prompts treated as code, and checks before execution.',
    consequence:
      'What an agent may do limits what a planted instruction can do: grant each tool the least it needs.',
    sources: [SOURCES.agenticSecurity],
    when: { kinds: ['agentic', 'rag'] },
  },
  {
    id: 'energy-from-load',
    topic: 'Energy',
    claim:
      'Power is estimated between idle and full load by utilisation, times the overhead of the data centre.',
    consequence: 'Idle accelerators still draw power: fewer, fuller replicas save energy as well as money.',
    sources: [SOURCES.footprint],
    when: { hosting: 'self-host' },
  },
  {
    id: 'training-emissions',
    topic: 'Energy',
    claim: 'Meta reports {tonnes} for the {hours} of Llama 2 70B.',
    consequence: 'A published run against which the emissions of a planned one can be judged.',
    quantities: [
      { name: 'tonnes', label: 'Reported emissions of training Llama 2 70B', value: 291.42, unit: 't CO2e' },
      {
        name: 'hours',
        label: 'Reported accelerator-hours of training Llama 2 70B',
        value: 1_720_320,
        unit: 'h',
      },
    ],
    sources: [SOURCES.llamaCard],
    when: { kinds: ['training', 'fine-tuning'] },
  },
  {
    id: 'gdpr-processor',
    topic: 'Obligations',
    claim: 'Whoever processes personal data for another does so under a contract that binds the processor.',
    consequence:
      'Before prompts with personal data reach a provider, that contract has to name it and its sub-processors.',
    sources: [SOURCES.gdpr],
    when: { frameworks: ['gdpr'] },
  },
  {
    id: 'ai-act-timeline',
    topic: 'Obligations',
    claim: 'The AI Act applies in steps, and the duties of high-risk systems come last.',
    consequence:
      'Settle the risk class now: documentation that is written while building is cheaper than afterwards.',
    sources: [SOURCES.aiAct],
    when: { frameworks: ['eu-ai-act'] },
  },
  {
    id: 'dora-third-parties',
    topic: 'Obligations',
    claim:
      'DORA asks financial entities to register ICT providers, to test continuity and to be able to leave a provider.',
    consequence:
      'A model behind an API is an ICT service: plan the exit and rehearse it before it carries a critical function.',
    sources: [SOURCES.dora],
    when: { frameworks: ['dora'] },
  },
  {
    id: 'hipaa-safeguards',
    topic: 'Obligations',
    claim:
      'The Security Rule asks for administrative, physical and technical safeguards of electronic health information, audit controls among them.',
    consequence:
      'Prompts and answers with health data are such information: access, logging and agreements extend to the model.',
    sources: [SOURCES.hipaa],
    when: { frameworks: ['hipaa-security'] },
  },
];

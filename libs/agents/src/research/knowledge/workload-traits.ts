import type { Precision, TrainingMethod, WorkloadKind } from '@app/assessments';
import type { AcceleratorRow } from '@app/catalog';
import { type HostSizing, replicaSpan } from '../../bench/host-sizing';
import { valueOf } from '../../bench/serving-need';
import type { WorkloadBench } from '../../bench/workload-bench';
import type { Workbench } from '../../workbench';

/** What conditions of the knowledge base are judged by: structure of the input and of what the engines made of it. */
export interface WorkloadTraits {
  readonly kind: WorkloadKind;
  readonly architecture: 'dense' | 'mixture-of-experts' | null;
  readonly attention: 'MHA' | 'GQA' | 'MQA' | 'MLA' | null;
  readonly slidingWindow: boolean;
  readonly embedding: boolean;
  readonly hosting: 'self-host' | 'api' | null;
  readonly apiPriced: boolean;
  readonly link: 'scale-up' | 'pcie' | null;
  readonly vendor: string | null;
  /** Accelerators of one copy of the model; 0 where none is sized. */
  readonly group: number;
  readonly accelerators: number;
  readonly replicas: number;
  readonly precision: Precision;
  readonly trainingMethod: TrainingMethod | null;
  readonly promptTokens: number;
  readonly cachedPercent: number;
  readonly documents: number;
  readonly availabilityPercent: number;
  readonly provider: string | null;
  readonly frameworks: readonly string[];
  readonly owned: boolean;
}

export function traitsOf(bench: WorkloadBench, around: Workbench): WorkloadTraits {
  const { workload } = bench;
  const { row } = bench.model();
  const sizing = bench.reference();
  const accelerator = sizing ? around.catalog.accelerator(sizing.of.acceleratorId) : null;
  const number = (name: Parameters<typeof valueOf>[1]): number => valueOf(workload, name) ?? 0;
  return {
    kind: workload.kind,
    architecture: row === null ? null : row.experts === undefined ? 'dense' : 'mixture-of-experts',
    attention: row?.attention ?? null,
    slidingWindow: row?.slidingWindow !== undefined,
    embedding: row?.kind === 'embedding',
    hosting: bench.likelyHosting() ?? (sizing ? 'self-host' : null),
    apiPriced: bench.apis().apis.length > 0,
    link: accelerator && linkOf(accelerator),
    vendor: accelerator?.vendor ?? null,
    group: sizing ? groupOf(sizing) : 0,
    accelerators: sizing?.of.accelerators ?? 0,
    replicas: sizing?.kind === 'serving' ? (sizing.of.replicas ?? 0) : 0,
    precision: workload.precision.value,
    trainingMethod: workload.mode === 'training' ? workload.trainingMethod.value : null,
    promptTokens: number('inputTokensP50'),
    cachedPercent: number('cachedShare'),
    documents: number('documents'),
    availabilityPercent: workload.input.slo?.availabilityPercent ?? 0,
    provider: bench.cheapest()?.priced.instance.provider ?? null,
    frameworks: around.compliance.frameworks
      .filter(({ state }) => state === 'applies' || state === 'applies-later')
      .map(({ id }) => id),
    owned: bench.ownedFit() !== null,
  };
}

function linkOf({ interconnectType }: AcceleratorRow): 'scale-up' | 'pcie' {
  return interconnectType.startsWith('PCIe') ? 'pcie' : 'scale-up';
}

function groupOf(sizing: HostSizing): number {
  return sizing.kind === 'serving' ? (replicaSpan(sizing)?.value ?? 0) : (sizing.of.accelerators ?? 0);
}

import type { Figure } from '@app/kernel';
import type { SearchOption } from '@app/search';
import type { AxisFigures, BothSides, HostedSide, WhatIfResult, WorkloadWhatIf } from '@app/what-if';
import { ApiProperty } from '@nestjs/swagger';

const LIST = { type: Object, isArray: true } as const;

/** One workload before and after. Values are ids into `figures`. */
export class WorkloadWhatIfView {
  @ApiProperty({ example: 'support-chat' }) workloadId: string;
  @ApiProperty({ example: 'Support chat' }) name: string;
  @ApiProperty({
    type: Object,
    description:
      'before, after: the recommended way to host it, its figures cost, latency, carbon, risk, the options looked at and why others fell out; delta: after less before',
  })
  hosted: unknown;
  @ApiProperty({ type: Object, description: 'before, after, delta of the cost by API' }) api: unknown;
  @ApiProperty({ type: Object, example: { before: 'self-host', after: 'api' } }) likely: unknown;
  @ApiProperty({ type: String, isArray: true, description: 'Stated limits that the change breaks' })
  breaches: readonly string[];
}

/** What would be otherwise. Nothing of it is stored. */
export class WhatIfView {
  @ApiProperty({ example: '2026-11-20' }) asOf: string;
  @ApiProperty({ type: WorkloadWhatIfView, isArray: true }) workloads: WorkloadWhatIfView[];
  @ApiProperty({ type: Object, description: 'Frameworks that apply, their requirements and gaps' })
  compliance: unknown;
  @ApiProperty({ ...LIST, description: 'Every figure that is named, and what it was computed from' })
  figures: readonly Figure[];
}

export function toWhatIfView({ asOf, workloads, compliance, figures }: WhatIfResult): WhatIfView {
  const { before, after, delta, added, removed } = compliance;
  const counts = (side: typeof before) => ({
    frameworks: side.frameworks,
    requirements: side.requirements.id,
    gaps: side.gaps.id,
  });
  return {
    asOf,
    workloads: workloads.map(toWorkloadView),
    compliance: {
      before: counts(before),
      after: counts(after),
      delta: delta && { requirements: delta.requirements.id, gaps: delta.gaps.id },
      added,
      removed,
    },
    figures,
  };
}

function toWorkloadView({
  workloadId,
  name,
  hosted,
  api,
  likely,
  breaches,
}: WorkloadWhatIf): WorkloadWhatIfView {
  return {
    workloadId,
    name,
    hosted: sides(hosted, toHostedView, (delta) => idsOf(delta)),
    api: sides(
      api,
      ({ apiId, cost, reason }) => ({ apiId, cost: cost?.id ?? null, reason }),
      (delta) => ({ cost: delta.id }),
    ),
    likely: { before: likely.before, after: likely.after },
    breaches,
  };
}

function sides<Side, Delta>(
  both: BothSides<Side, Delta>,
  side: (one: Side) => unknown,
  delta: (one: Delta) => unknown,
) {
  return { before: side(both.before), after: side(both.after), delta: both.delta && delta(both.delta) };
}

function toHostedView({ option, figures, total, removals, reason }: HostedSide): unknown {
  return {
    option: option && toOptionView(option),
    figures: figures && idsOf(figures),
    optionsConsidered: total,
    removals: removals.map((entry) => ({ reason: entry.reason, label: entry.label, options: entry.options })),
    reason,
  };
}

function toOptionView({ id, provider, region, hardware, riskTerms }: SearchOption): unknown {
  return {
    id,
    provider,
    region,
    ...(hardware && {
      instanceType: hardware.instanceType,
      instances: hardware.instances,
      acceleratorId: hardware.acceleratorId,
      precision: hardware.precision,
      tensorParallel: hardware.tensorParallel,
      stages: hardware.stages,
      replicas: hardware.replicas,
      purchase: hardware.purchase,
    }),
    riskTerms: riskTerms.map(({ term, points, why }) => ({ term, points, why })),
  };
}

function idsOf({ cost, latency, carbon, risk }: AxisFigures) {
  return { cost: cost.id, latency: latency.id, carbon: carbon.id, risk: risk.id };
}

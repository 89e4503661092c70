import type { SizingEstimate } from '@app/agents';
import type { Figure } from '@app/kernel';
import { ApiProperty } from '@nestjs/swagger';

const LIST = { type: Object, isArray: true } as const;

/** One workload sized. Values are ids into `figures`. */
export class SizingEstimateView {
  @ApiProperty({ example: '2026-11-20' }) asOf: string;
  @ApiProperty({ example: 'w1' }) workloadId: string;
  @ApiProperty({ type: String, nullable: true, example: 'llama-3.1-70b' }) modelId: string | null;
  @ApiProperty({
    ...LIST,
    description:
      'Accelerators that hold it, fewest first: acceleratorId, kind of work, accelerators, figures by name',
  })
  options: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Accelerators that do not hold it: acceleratorId, reason' })
  infeasible: readonly unknown[];
  @ApiProperty({ type: String, nullable: true, description: 'Why no accelerator was tried' })
  reason: string | null;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'The first option in depth: curve by batch, settings, layouts, scaling, site',
  })
  serving: unknown;
  @ApiProperty({ type: Object, nullable: true, description: 'Sharding and reliability of a training' })
  training: unknown;
  @ApiProperty({ type: Object, nullable: true, description: 'Kinds of index and cost of retrieval' })
  retrieval: unknown;
  @ApiProperty({ ...LIST, description: 'Processors and memory without accelerators, by tier' })
  tiers: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Every figure that is named, and what it was computed from' })
  figures: readonly Figure[];
}

export function toSizingEstimateView(estimate: SizingEstimate, asOf: string): SizingEstimateView {
  const { workloadId, modelId, options, infeasible, reason, serving, training, retrieval, tiers, figures } =
    estimate;
  return {
    asOf,
    workloadId,
    modelId,
    options: options.map(({ kind, of }) => ({
      acceleratorId: of.acceleratorId,
      kind,
      accelerators: of.accelerators,
      figures: of.ids,
    })),
    infeasible: infeasible.map((entry) => ({ acceleratorId: entry.acceleratorId, reason: entry.reason })),
    reason,
    serving: serving && toServingView(serving),
    training: training && {
      sharding: training.sharding.map((one) => ({
        stage: one.stage,
        words: one.words,
        memoryPerChip: one.memoryPerChip.id,
        fits: one.fits,
      })),
      reliability: training.reliability?.ids ?? null,
    },
    retrieval: retrieval && {
      indexes: retrieval.indexes.map((one) => ({
        kind: one.kind,
        words: one.words,
        memory: one.memory.id,
        queryTime: one.queryTime.id,
        queriesPerSecondPerCore: one.queriesPerSecondPerCore.id,
      })),
      cost: retrieval.cost?.ids ?? null,
    },
    tiers: tiers.map((one) => ({ tier: one.tier, words: one.words, figures: one.ids })),
    figures,
  };
}

function toServingView(serving: NonNullable<SizingEstimate['serving']>): unknown {
  return {
    curve: serving.curve.map((point) => ({
      batch: point.batch,
      tokensPerSecond: point.tokensPerSecond.id,
      timePerOutputToken: point.timePerOutputToken.id,
      timeToFirstToken: point.firstToken.id,
      keepsPromises: point.keepsPromises,
    })),
    settings: serving.settings.ids,
    layouts: serving.layouts.map((one) => ({
      words: one.words,
      accelerators: one.chips,
      holds: one.holds,
      concurrency: one.concurrency.id,
      tokensPerSecondPerAccelerator: one.tokensPerSecondPerChip?.id ?? null,
      timePerOutputToken: one.timePerOutputToken?.id ?? null,
      bubble: one.bubble?.id ?? null,
    })),
    scaling: serving.headroom?.ids ?? null,
    site: serving.site?.ids ?? null,
  };
}

import type { Figure } from '@app/kernel';
import type { BatchInferenceSizing, EmbeddingSizing, ServingSizing, TrainingSizing } from '@app/sizing';

/** A sizing of any kind of workload on one accelerator, told apart by `kind`. */
export type HostSizing =
  | { readonly kind: 'serving'; readonly of: ServingSizing }
  | { readonly kind: 'batch'; readonly of: BatchInferenceSizing }
  | { readonly kind: 'embedding'; readonly of: EmbeddingSizing }
  | { readonly kind: 'training'; readonly of: TrainingSizing };

/** All accelerators on which a workload was sized, feasible ones in the engine's order. */
export interface HostOptions {
  readonly feasible: readonly HostSizing[];
  readonly infeasible: readonly HostSizing[];
}

/** The accelerators that one replica spans, over all its stages; nothing where the work knows no replicas. */
export function replicaSpan(sizing: HostSizing): Figure | undefined {
  return sizingFigure(sizing, 'replica-accelerators') ?? sizingFigure(sizing, 'tensor-parallel');
}

/** The figure of a sizing by its name, if the sizing has it. */
export function sizingFigure(sizing: HostSizing, name: string): Figure | undefined {
  const id = (sizing.of.ids as Readonly<Record<string, string | undefined>>)[name];
  return id === undefined ? undefined : sizing.of.figures.find((entry) => entry.id === id);
}

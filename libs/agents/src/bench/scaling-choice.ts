import { literal } from '@app/kernel';

/** How a fleet follows its load: not at all, by an autoscaler, or by one and by people ahead of announced launches. */
export const SCALING_MODES = ['fixed', 'autoscale', 'scale-ahead'] as const;
export type ScalingMode = (typeof SCALING_MODES)[number];

/** A choice on scaling: `fixed`, `fixed:4` (replicas), `autoscale`, `autoscale:2-8` (least and most), `scale-ahead`. */
export interface ScalingChoice {
  readonly mode: ScalingMode;
  /** null leaves it to load and promises. */
  readonly least: number | null;
  readonly most: number | null;
}

export const SCALING_LABELS: Readonly<Record<ScalingMode, string>> = {
  fixed: 'A fleet of fixed size',
  autoscale: 'Autoscaling by load',
  'scale-ahead': 'Scaling up before announced launches, and autoscaling',
};

const MOST_REPLICAS = 10_000;
const FIXED = /^fixed:(\d{1,5})$/;
const BETWEEN = /^(autoscale|scale-ahead):(\d{1,5})-(\d{1,5})$/;

/** Reads the option of a choice on scaling; null where it is none. */
export function readScaling(option: string): ScalingChoice | null {
  const mode = SCALING_MODES.find((one) => one === option);
  if (mode !== undefined) return { mode, least: null, most: null };
  const fixed = FIXED.exec(option);
  if (fixed) return within({ mode: 'fixed', least: Number(fixed[1]), most: Number(fixed[1]) });
  const between = BETWEEN.exec(option);
  if (!between) return null;
  return within({ mode: between[1] as ScalingMode, least: Number(between[2]), most: Number(between[3]) });
}

function within(choice: ScalingChoice): ScalingChoice | null {
  const { least, most } = choice;
  if (least === null || most === null) return choice;
  return least >= 1 && least <= most && most <= MOST_REPLICAS ? choice : null;
}

/** The choice in words, numbers of replicas as the person gave them. */
export function scalingLabel({ mode, least, most }: ScalingChoice): string {
  const label = SCALING_LABELS[mode];
  if (least === null || most === null) return label;
  return literal(
    mode === 'fixed'
      ? `${label}, ${least} ${least === 1 ? 'replica' : 'replicas'}`
      : `${label}, ${least} to ${most} replicas`,
  );
}

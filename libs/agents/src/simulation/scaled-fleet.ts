import type { AutoscalerSpec, FleetSpec } from '@app/simulation';
import { replicasFor } from '@app/sizing';
import type { FleetCase } from './fleet-case';
import type { SimulationSetting } from './simulation-setting';

/** The autoscaler of a fleet between two numbers of replicas, by the assumptions of the product. */
export function autoscalerOf(least: number, most: number, setting: SimulationSetting): AutoscalerSpec {
  return {
    least,
    most,
    metric: 'demand',
    target: (setting.scalingTarget.value ?? 100) / 100,
    intervalSeconds: setting.scaleSeconds.value ?? 15,
    scaleDownSeconds: 300,
  };
}

/** A scenario on the fleet as a person decided it to follow its load; as it is where nobody decided that. */
export function asScaled(
  spec: FleetSpec,
  { workload, sizing }: FleetCase,
  setting: SimulationSetting,
): FleetSpec {
  const { scaling } = workload.decided;
  if (!scaling || scaling.mode === 'fixed') return spec;
  const { replicas } = spec.fleet;
  const least = Math.min(replicas, scaling.least ?? 1 + (sizing.capacity?.spareReplicas ?? 0));
  return { ...spec, autoscaler: autoscalerOf(least, replicas, setting) };
}

/** The launch on a fleet that was raised before it to what its load asks for, as far as hardware can be had. */
export function raisedBefore(spec: FleetSpec, fleet: FleetCase, spikeFactor: number): FleetSpec | null {
  const { capacity } = fleet.sizing;
  if (capacity === null) return null;
  const { bounds: _decided, ...free } = capacity;
  const asked = replicasFor(free, fleet.ratePerSecond * spikeFactor);
  if (asked === null) return null;
  const replicas = Math.min(fleet.mostReplicas, Math.max(spec.fleet.replicas, asked));
  return { ...spec, fleet: { ...spec.fleet, replicas } };
}

import { isRentedByChip } from '@app/catalog';
import type { Workbench } from '../workbench';
import type { HardwareTarget } from '../deployment-target';
import { type HostSizing, sizingFigure } from './host-sizing';
import type { Offer } from './price-workload';
import { isOption, type WorkloadBench } from './workload-bench';

/** What to deploy: a sizing on the offer that it is rented by, or (null) on hardware of one's own. */
export function deploymentOf(
  workload: WorkloadBench,
  bench: Workbench,
  sizing: HostSizing,
  offer: Offer | null,
): HardwareTarget {
  const { id, vendor } = bench.catalog.accelerator(sizing.of.acceleratorId);
  const instances = offer && isOption(offer.priced) ? offer.priced.instanceCount.id : undefined;
  const figures = {
    replicas: sizingFigure(sizing, 'replicas')?.id,
    tensorParallel: sizingFigure(sizing, 'tensor-parallel')?.id,
    stages: sizingFigure(sizing, 'stages')?.id,
    batch: sizingFigure(sizing, 'batch')?.id,
    accelerators: sizingFigure(sizing, 'accelerators')?.id,
    instances,
  };
  return {
    workloadId: workload.id,
    mode: sizing.kind,
    modelId: workload.model().row?.id ?? null,
    precision: workload.workload.precision.value,
    accelerator: { id, vendor },
    place: offer && placeOf(offer),
    figures: Object.fromEntries(Object.entries(figures).filter(([, figureId]) => figureId !== undefined)),
  };
}

function placeOf({ priced }: Offer): NonNullable<HardwareTarget['place']> {
  const { instance } = priced;
  return {
    instanceId: instance.id,
    provider: instance.provider,
    region: instance.region,
    instanceType: instance.instanceType,
    acceleratorsPerInstance: instance.acceleratorCount,
    byChip: isRentedByChip(instance),
  };
}

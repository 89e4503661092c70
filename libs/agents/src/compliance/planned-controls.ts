import { jurisdictionOf, liesWithin, type PlannedControl } from '@app/compliance';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/**
 * What following this assessment would itself provide of a control. It is a plan: no control passes by it before its
 * owner records it with evidence.
 */
export function plannedControls(bench: Workbench): PlannedControl[] {
  const planned: PlannedControl[] = [];
  const add = (control: string, by: string | null): void => {
    if (by !== null) planned.push({ control, by });
  };
  add(
    'capacity-plan',
    bench.workloads.length > 0 ? 'the sizing of this assessment, once it is adopted' : null,
  );
  add('carbon-accounting', 'the energy and emission estimate of this assessment, where it is not unknown');
  const hosted = bench.workloads.filter((workload) => workload.likelyHosting() === 'self-host');
  const serving = hosted.filter((workload) => workload.reference()?.kind === 'serving');
  add(
    'multi-zone-deployment',
    serving.length > 0 ? 'the recommendation to spread replicas over failure domains' : null,
  );
  add('region-pinning', pinnedBy(bench.workloads));
  return planned;
}

/** The region counts as planned only where every workload with a stated residency has an offer within it. */
function pinnedBy(workloads: readonly WorkloadBench[]): string | null {
  const bound = workloads.filter((workload) => (workload.workload.input.residency ?? []).length > 0);
  if (bound.length === 0 || !bound.every(isKept)) return null;
  return 'the choice of regions within the stated residency; logs, backups and support access are not in it';
}

function isKept(workload: WorkloadBench): boolean {
  if (workload.likelyHosting() !== 'self-host') return false;
  if (workload.ownedFit()) return true;
  const region = workload.cheapest()?.priced.instance.region;
  const place = region === undefined ? undefined : jurisdictionOf(region);
  if (place === undefined) return false;
  return (workload.workload.input.residency ?? []).some((demanded) => liesWithin(place, demanded));
}

import type { CarbonResult } from '@app/carbon';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed, headedIfRented, nameOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';

/** Regions compared, cheapest offer of each. */
const REGIONS = 6;

/** Emissions of the cheapest offer of each region within the limits. */
export function carbonByRegion(notes: Analysis, workload: WorkloadBench): void {
  const byRegion = new Map<string, Offer>();
  for (const offer of workload.priced().offers) {
    const { provider, region } = offer.priced.instance;
    const key = `${provider} ${region}`;
    if (offer.priced.monthlyOnDemandUsd !== null && !byRegion.has(key)) byRegion.set(key, offer);
    if (byRegion.size === REGIONS) break;
  }
  const results = [...byRegion].map(([place, offer]) => ({ place, offer, carbon: workload.carbonOf(offer) }));
  const first = results[0];
  if (!first) return;
  notes.show({
    id: `cloud-engineer.${workload.id}.carbon`,
    title: headed(workload, 'energy and emissions by region'),
    columns: [
      'Place',
      'Energy',
      'Power usage effectiveness',
      'Grid intensity',
      'Emissions',
      'Cost on demand',
    ],
    rows: results.map(({ place, offer, carbon }) => [
      place,
      cite(carbon.energy),
      cite(carbon.pue),
      cite(carbon.intensity),
      cite(carbon.emissions),
      cite(offer.priced.monthly['on-demand']),
    ]),
  });
  const known = results.filter((entry) => entry.carbon.emissions.value !== null);
  const cleanest = known.reduce<(typeof known)[number] | undefined>(
    (best, entry) => (best === undefined || less(entry.carbon, best.carbon) ? entry : best),
    undefined,
  );
  if (!cleanest) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.carbon`,
      subject: `Emissions of ${nameOf(workload)}`,
      reason: 'the power of the hardware or the grid of its region is not in the catalog',
    });
    return;
  }
  const dearer = cite(cleanest.offer.priced.monthly['on-demand']);
  const cheapest = cite(first.offer.priced.monthly['on-demand']);
  notes.find({
    id: `cloud-engineer.${workload.id}.carbon`,
    severity: 'info',
    title: headedIfRented(
      workload,
      `${cite(cleanest.carbon.emissions)} in ${cleanest.place}, the least of the places compared`,
    ),
    statement:
      cleanest === first
        ? 'It is the cheapest place as well. Embodied emissions of the hardware are not included.'
        : `It costs ${dearer} there, against ${cheapest} in ${first.place}, which is ${emissionWords(first.carbon)}. Embodied emissions of the hardware are not included.`,
  });
}

function emissionWords(carbon: CarbonResult): string {
  return carbon.emissions.value === null ? 'of unknown emissions' : `at ${cite(carbon.emissions)}`;
}

function less(a: CarbonResult, b: CarbonResult): boolean {
  return a.emissions.value !== null && (b.emissions.value === null || a.emissions.value < b.emissions.value);
}

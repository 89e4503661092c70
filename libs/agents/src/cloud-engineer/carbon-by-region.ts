import type { CarbonResult } from '@app/carbon';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
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
    title: `Energy and emissions of ${workload.workload.name} by region`,
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
  const cleanest = results.reduce((best, entry) => (less(entry.carbon, best.carbon) ? entry : best), first);
  const cheapestIsCleanest = cleanest === first;
  notes.find({
    id: `cloud-engineer.${workload.id}.carbon`,
    severity: 'info',
    title: `${nameOf(workload)}: ${cite(first.carbon.emissions)} at the cheapest place`,
    statement: cheapestIsCleanest
      ? `No other compared place emits less than ${first.place}. Embodied emissions of the hardware are not included.`
      : `${cleanest.place} would emit ${cite(cleanest.carbon.emissions)} at ${cite(cleanest.offer.priced.monthly['on-demand'])}, against ${cite(first.offer.priced.monthly['on-demand'])} in ${first.place}. Embodied emissions of the hardware are not included.`,
  });
}

function less(a: CarbonResult, b: CarbonResult): boolean {
  return a.emissions.value !== null && (b.emissions.value === null || a.emissions.value < b.emissions.value);
}

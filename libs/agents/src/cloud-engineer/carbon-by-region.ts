import type { CarbonResult } from '@app/carbon';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed, headedIfRented, nameOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { cleanerPlace, type RegionResult } from './cleaner-place';

/** Regions shown, cheapest offer of each. */
const SHOWN = 6;
/** Regions among which a cleaner one is looked for. */
const COMPARED = 40;

/** Energy and emissions of the cheapest offer of each region within the limits, and what a cleaner one would cost. */
export function carbonByRegion(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const results = regionsOf(workload);
  const [first] = results;
  if (!first) return;
  carbonTable(notes, workload, results.slice(0, SHOWN));
  const known = results.filter((entry) => entry.emissions.value !== null);
  if (known.length === 0) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.carbon`,
      subject: `Emissions of ${nameOf(workload)}`,
      reason: 'the power of the hardware or the grid of its region is not in the catalog',
    });
    return;
  }
  cleanestFinding(notes, workload, results.slice(0, SHOWN), first);
  cleanerPlace(notes, workload, bench, known);
}

function regionsOf(workload: WorkloadBench): RegionResult[] {
  const byRegion = new Map<string, Offer>();
  for (const offer of workload.priced().offers) {
    const { provider, region } = offer.priced.instance;
    const key = `${provider} ${region}`;
    if (offer.priced.monthlyOnDemandUsd !== null && !byRegion.has(key)) byRegion.set(key, offer);
    if (byRegion.size === COMPARED) break;
  }
  return [...byRegion].map(([place, offer]) => {
    const carbon = workload.carbonOf(offer);
    const { provider, region } = offer.priced.instance;
    const monthlyUsd = offer.priced.monthly['on-demand'];
    return { id: `${provider}/${region}`, place, offer, carbon, monthlyUsd, emissions: carbon.emissions };
  });
}

function carbonTable(notes: Analysis, workload: WorkloadBench, results: readonly RegionResult[]): void {
  notes.show({
    id: `cloud-engineer.${workload.id}.carbon`,
    title: headed(workload, 'energy and emissions by region'),
    columns: [
      'Place',
      'Energy',
      'Power usage effectiveness',
      'Grid intensity',
      'Emissions',
      'Per million output tokens',
      'Making of the hardware',
      'Cost on demand',
    ],
    rows: results.map(({ place, carbon, monthlyUsd }) => [
      place,
      cite(carbon.energy),
      cite(carbon.pue),
      cite(carbon.intensity),
      cite(carbon.emissions),
      cite(carbon.perMillionTokens),
      cite(carbon.embodied),
      cite(monthlyUsd),
    ]),
    note: 'Intensities are location-based: what the grid emits, without certificates that a provider buys. The basis and year of each is in its trail. The making of the hardware is counted where somebody published it.',
  });
}

function cleanestFinding(
  notes: Analysis,
  workload: WorkloadBench,
  shown: readonly RegionResult[],
  first: RegionResult,
): void {
  const cleanest = shown.reduce<RegionResult | undefined>(
    (best, entry) => (best === undefined || less(entry.carbon, best.carbon) ? entry : best),
    undefined,
  );
  if (!cleanest || cleanest.emissions.value === null) return;
  const making =
    cleanest.carbon.embodied.value === null
      ? 'Emissions of making the hardware are not published for it and not included.'
      : `The making of the hardware comes on top, at ${cite(cleanest.carbon.embodied)}.`;
  notes.find({
    id: `cloud-engineer.${workload.id}.carbon`,
    severity: 'info',
    title: headedIfRented(workload, `${cite(cleanest.emissions)} in ${cleanest.place}, ${amongWords(shown)}`),
    statement:
      cleanest === first
        ? `It is the cheapest place as well. ${making}`
        : `It costs ${cite(cleanest.monthlyUsd)} there, against ${cite(first.monthlyUsd)} in ${first.place}, which is ${emissionWords(first.carbon)}. ${making}`,
  });
}

/** What the least is the least of: a place of unknown emissions may be cleaner. */
function amongWords(shown: readonly RegionResult[]): string {
  const known = shown.filter(({ emissions }) => emissions.value !== null);
  if (known.length === shown.length) return 'the least of the places compared';
  return known.length === 1
    ? 'the only place compared whose emissions are known'
    : 'the least of the places compared whose emissions are known';
}

function emissionWords(carbon: CarbonResult): string {
  return carbon.emissions.value === null ? 'of unknown emissions' : `at ${cite(carbon.emissions)}`;
}

function less(a: CarbonResult, b: CarbonResult): boolean {
  return a.emissions.value !== null && (b.emissions.value === null || a.emissions.value < b.emissions.value);
}

import { alpha3Of, carbonOfServing } from '@app/carbon';
import { jurisdictionOf } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { apiName, headed, nameOf } from '../bench/naming';
import type { OwnedFit, WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Energy and emissions of the ways to run a workload that rent nothing: hardware of one's own, and an API. */
export function carbonElsewhere(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const fit = workload.ownedFit();
  if (fit) carbonOfOwned(notes, workload, bench, fit);
  const [api] = workload.apis().apis;
  if (!api) return;
  notes.leaveOut({
    id: `cloud-engineer.${workload.id}.carbon.api`,
    subject: `Emissions of ${nameOf(workload)} on an API`,
    reason: `no energy of a token of ${apiName(api.row)} is sourced, nor where it is used`,
  });
}

function carbonOfOwned(notes: Analysis, workload: WorkloadBench, bench: Workbench, fit: OwnedFit): void {
  const country = countryOf(fit, bench);
  if (fit.sizing.kind !== 'serving' || country === undefined) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.carbon.owned`,
      subject: `Emissions of ${nameOf(workload)} on hardware of your own`,
      reason:
        country === undefined
          ? 'the country in which it stands is not stated'
          : 'only serving is evaluated on hardware of your own',
    });
    return;
  }
  const carbon = carbonOfServing(fit.sizing.of, bench.catalog, { kind: 'country', iso3: country });
  workload.keep(carbon.figures);
  notes.find({
    id: `cloud-engineer.${workload.id}.carbon.owned`,
    severity: 'info',
    title: headed(workload, `on hardware of your own, ${cite(carbon.emissions)}`),
    statement: `The part of it that the workload needs uses ${cite(carbon.energy)}, at a power usage effectiveness of ${cite(carbon.pue)} and a national average of ${cite(carbon.intensity)}; ${cite(carbon.perMillionTokens)} per million output tokens.`,
  });
}

/** Where the hardware stands, by its own region, else by the only country of the organisation. */
function countryOf({ hardware }: OwnedFit, bench: Workbench): string | undefined {
  const { region } = hardware.entry;
  if (region !== undefined) return alpha3Of(jurisdictionOf(region) ?? '');
  const regions = bench.input.organisation?.regions ?? [];
  const countries = new Set(regions.flatMap((place) => alpha3Of(place) ?? []));
  return countries.size === 1 ? [...countries][0] : undefined;
}

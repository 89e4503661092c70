import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { labelled } from '../bench/naming';
import { type HostSizing, sizingFigure } from '../bench/host-sizing';
import { toBeBought } from '../bench/to-be-bought';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/**
 * Votes among the accelerators that can be had: owned ones that are enough, the only one that is left, or the one of
 * which fewest are needed, because every further part is one more that can fail.
 */
export function acceleratorVote(
  notes: Analysis,
  workload: WorkloadBench,
  { catalog, input }: Workbench,
): void {
  const own = workload.ownedFit();
  if (own) {
    vote(
      notes,
      workload,
      catalog,
      own.sizing,
      'cost',
      'It is owned already and holds the workload; nothing has to be rented for it.',
    );
    return;
  }
  const bought = toBeBought({ input, catalog }, workload);
  if (bought) {
    const why =
      'Nothing within the limits can be rented, and of what would be bought it costs least as quoted.';
    vote(notes, workload, catalog, bought, 'cost', why);
    return;
  }
  const offered = new Set(
    workload
      .priced()
      .offers.filter((offer) => offer.priced.monthlyOnDemandUsd !== null)
      .map((offer) => offer.sizing.of.acceleratorId),
  );
  const within = workload.sized().options.feasible.filter((sizing) => offered.has(sizing.of.acceleratorId));
  const candidates = within.length > 0 ? within : workload.sized().options.feasible;
  const fewest = candidates[0];
  if (!fewest) return;
  if (candidates.length === 1) {
    vote(
      notes,
      workload,
      catalog,
      fewest,
      'feasibility',
      fewest.kind === 'serving'
        ? 'Of those within the limits it is the only one that holds the model, in one machine or over several.'
        : 'It is the only one within the limits that holds the workload.',
    );
    return;
  }
  // Where the cheapest fleet is as small, fewer parts are no ground for another.
  const cheapest = workload.cheapest()?.sizing.of.accelerators ?? Infinity;
  if ((fewest.of.accelerators ?? Infinity) >= cheapest) return;
  const needed = sizingFigure(fewest, 'accelerators');
  const count = needed ? ` (${cite(needed)})` : '';
  const why = `Of those within the limits it takes the fewest accelerators${count}; every further one is a part that can fail.`;
  vote(notes, workload, catalog, fewest, 'preference', why);
}

function vote(
  notes: Analysis,
  workload: WorkloadBench,
  catalog: Catalog,
  sizing: HostSizing,
  basis: Decision['basis'],
  rationale: string,
): void {
  notes.vote({
    key: `${workload.id}.accelerator`,
    label: labelled(workload, 'Accelerator'),
    option: sizing.of.acceleratorId,
    optionLabel: catalog.accelerator(sizing.of.acceleratorId).name,
    basis,
    rationale,
    presumes: presuming(workload, 'self-host'),
  });
}

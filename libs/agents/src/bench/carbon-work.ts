import type { CompletedWorkload } from '@app/assessments';
import type { Purchase } from '@app/catalog';
import type { Figure, FigureBook } from '@app/kernel';
import { sizingFigure } from './host-sizing';
import type { Offer } from './price-workload';
import { refs, valueOf } from './serving-need';

/** Work that comes and goes on the hardware of an offer, in the terms of the carbon engine. */
export function carbonWorkOf(
  { workload, purchase }: { readonly workload: CompletedWorkload; readonly purchase: Purchase },
  { sizing }: Offer,
  figures: FigureBook,
) {
  const { acceleratorId } = sizing.of;
  const hours =
    (purchase === 'spot' ? sizingFigure(sizing, 'spot-hours') : undefined) ??
    sizingFigure(sizing, 'accelerator-hours') ??
    figures.get(`demand.${workload.id}.${acceleratorId}.accelerator-hours`);
  const passes = sizing.kind === 'training' ? 'runsPerMonth' : 'passesPerMonth';
  return {
    workloadId: workload.id,
    subject: sizing.kind,
    acceleratorId,
    hours: hours as Figure,
    runsPerMonth: valueOf(workload, passes) ?? 1,
    runsRefs: refs(workload, passes),
  };
}

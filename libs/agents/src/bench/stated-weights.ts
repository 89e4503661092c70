import type { AssessmentInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import { recommendedOptions } from '@app/search';
import { bestOffer } from './best-offer';
import type { WeighedChoice } from './decided-besides';
import { searchOrder } from './search-workload';
import type { WorkloadBench } from './workload-bench';

/**
 * Place, accelerator and way of buying that the search recommends by the weights that were stated, within what people
 * decided; null where none were stated, nothing is to be rented, or no single machine of that kind is offered there.
 */
export function weighedChoice(
  workload: WorkloadBench,
  around: { readonly input: AssessmentInput; readonly catalog: Catalog; readonly asOf: string },
): WeighedChoice | null {
  if (!around.input.preferences?.weights || workload.workload.mode === 'general') return null;
  if (workload.decided.place === null || workload.ownedFit()) return null;
  const [option] = recommendedOptions([{ ...searchOrder(around, workload), catalog: around.catalog }]);
  if (!option?.hardware || option.region === null) return null;
  const { provider, region, hardware } = option;
  const { acceleratorId, purchase } = hardware;
  const choice = { place: { provider, region }, acceleratorId, purchase };
  return bestOffer(workload.priced().offers, { ...workload.decided, ...choice }) && choice;
}

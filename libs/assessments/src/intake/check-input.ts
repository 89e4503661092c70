import { type Catalog, loadCatalog } from '@app/catalog';
import type { AssessmentInput } from '../assessment-input';
import { checkControls } from './check-controls';
import { checkIds } from './check-ids';
import { checkLimits } from './check-limits';
import { checkWorkload } from './check-workload';
import type { InputProblem } from './input-problem';

/**
 * Hard contradictions, missing essentials and ids that the catalog does not list. An empty list means that the input
 * can be assessed; gaps in it become assumptions and questions.
 */
export function checkInput(input: AssessmentInput, catalog: Catalog = loadCatalog()): InputProblem[] {
  return [
    ...checkLimits(input),
    ...input.workloads.flatMap((workload, index) => checkWorkload(workload, index)),
    ...checkControls(input),
    ...checkIds(input, catalog),
  ];
}

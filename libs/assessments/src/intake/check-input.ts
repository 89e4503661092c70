import { type Catalog, loadCatalog } from '@app/catalog';
import type { AssessmentInput } from '../assessment-input';
import { checkControls } from './check-controls';
import { checkDeclarations } from './check-declarations';
import { checkIds } from './check-ids';
import { checkLimits } from './check-limits';
import { checkPlanning } from './check-planning';
import { checkPreferences } from './check-preferences';
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
    ...checkDeclarations(input),
    ...checkIds(input, catalog),
    ...checkPlanning(input, catalog),
    ...checkPreferences(input),
  ];
}

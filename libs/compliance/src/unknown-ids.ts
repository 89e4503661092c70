import { nearestIds } from '@app/catalog';
import { AppError, type FieldProblem } from '@app/kernel';
import { type ComplianceCatalog, knownControlIds } from './compliance-catalog';
import type { ComplianceFacts, Stated } from './compliance-facts';

/**
 * Refuses ids that the catalog does not list, naming the nearest listed ones.
 * @throws compliance.unknown-id (unprocessable), one problem per id.
 */
export function refuseUnknownIds(facts: ComplianceFacts, catalog: ComplianceCatalog): void {
  const problems = unknownIdProblems(facts, catalog);
  const first = problems[0];
  if (!first) return;
  throw new AppError({
    kind: 'unprocessable',
    code: 'compliance.unknown-id',
    message: first.detail,
    problems,
  });
}

/** One problem per obligation, declaration or control id that the catalog does not list. */
export function unknownIdProblems(facts: ComplianceFacts, catalog: ComplianceCatalog): FieldProblem[] {
  const frameworks = catalog.frameworks.map((entry) => entry.id);
  const controls = facts.controls.map((entry) => ({ value: entry.id, answer: entry.answer }));
  return [
    ...problemsOf(facts.obligations, frameworks, 'framework'),
    ...problemsOf(facts.denials ?? [], Object.keys(catalog.triggerDefinitions), 'trigger'),
    ...problemsOf(facts.declarations, Object.keys(catalog.triggerDefinitions), 'trigger'),
    ...problemsOf(controls, knownControlIds(catalog), 'control'),
  ];
}

function problemsOf(
  stated: ReadonlyArray<Stated<string>>,
  known: readonly string[],
  what: string,
): FieldProblem[] {
  return stated
    .filter((entry) => !known.includes(entry.value))
    .map((entry) => ({
      pointer: entry.answer.replace(/^input:/, ''),
      detail: `no ${what} of the compliance catalog has the id "${entry.value}"; nearest: ${nearestIds(entry.value, known).join(', ')}`,
    }));
}

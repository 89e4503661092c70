import type { ApiPriceRow } from '@app/catalog';
import { canonicalControlId, type Grade } from '@app/compliance';
import type { Workbench } from '../workbench';
import type { WorkloadBench } from './workload-bench';

/** Classes that a third party may only process under a contract that law asks for. */
const SENSITIVE = new Set(['special-category', 'health', 'payment-card', 'children']);
const PERSONAL = new Set(['personal', ...SENSITIVE]);

/** Whether data of people is processed, and whether it is of a kind that law protects most. */
export function dataSensitivity(workload: WorkloadBench): 'none' | 'personal' | 'sensitive' {
  const classes = workload.workload.input.dataClasses ?? [];
  if (classes.some((name) => SENSITIVE.has(name))) return 'sensitive';
  return classes.some((name) => PERSONAL.has(name)) ? 'personal' : 'none';
}

/** How a control is graded where a requirement that applies names it; by its id or the property it stands for. */
export function gradeOf(bench: Pick<Workbench, 'compliance'>, control: string): Grade {
  const id = canonicalControlId(control);
  const all = bench.compliance.frameworks.flatMap((framework) => framework.requirements);
  for (const duty of all) {
    const found = duty.controls.find((entry) => entry.id === id);
    if (found) return found.grade;
  }
  return 'not-evaluable';
}

/** An agreement on processing that duties in force ask of whoever lets another process data of people. */
export interface AgreementOwed {
  readonly sensitivity: 'personal' | 'sensitive';
  readonly grade: Grade;
  /** Names of the frameworks that ask for it. */
  readonly by: readonly string[];
}

/** The agreement that is owed before an API's provider may see the data, and not evidenced; else null. */
export function agreementOwed(
  bench: Pick<Workbench, 'compliance'>,
  workload: WorkloadBench,
): AgreementOwed | null {
  const sensitivity = dataSensitivity(workload);
  if (workload.hostingLimit !== 'either' || sensitivity === 'none') return null;
  const by = bench.compliance.frameworks
    .filter(
      (framework) =>
        framework.state === 'applies' &&
        framework.requirements.some(
          (duty) =>
            duty.applicability === 'applicable' &&
            duty.controls.some((control) => control.id === 'processing-agreement'),
        ),
    )
    .map(({ name }) => name);
  const grade = gradeOf(bench, 'dpa');
  return by.length === 0 || grade === 'passed' ? null : { sensitivity, grade, by };
}

/** Applicable requirements that name a control, as `<framework>:<ref>`. */
export function dutiesNaming(bench: Workbench, control: string): string[] {
  const id = canonicalControlId(control);
  return bench.compliance.frameworks
    .filter((framework) => framework.state === 'applies')
    .flatMap((framework) => framework.requirements)
    .filter((duty) => duty.applicability === 'applicable' && duty.controls.some((entry) => entry.id === id))
    .map((duty) => duty.key);
}

/** Whether a processing agreement is evidenced, and whether its evidence speaks of this provider. */
export function agreementWith(
  bench: Workbench,
  provider: string,
): { readonly state: 'evidenced' | 'of-another' | 'missing'; readonly artefact: string | null } {
  const said = (bench.input.controls ?? []).filter(
    (entry) => canonicalControlId(entry.id) === canonicalControlId('dpa'),
  );
  const artefacts = said.flatMap((entry) => entry.evidence ?? []).map((entry) => entry.artefact);
  if (gradeOf(bench, 'dpa') !== 'passed') return { state: 'missing', artefact: artefacts[0] ?? null };
  const naming = artefacts.find((artefact) => speaksOf(artefact, provider));
  return naming === undefined
    ? { state: 'of-another', artefact: artefacts[0] ?? null }
    : { state: 'evidenced', artefact: naming };
}

/** Names under which one party signs. */
const ALIASES: ReadonlyArray<readonly string[]> = [
  ['aws', 'amazon'],
  ['azure', 'microsoft'],
  ['gcp', 'google', 'vertex'],
  ['oci', 'oracle'],
];

function speaksOf(artefact: string, provider: string): boolean {
  const said = new Set(wordsOf(artefact));
  const names = wordsOf(provider).filter((word) => word.length > 2);
  const aliases = ALIASES.filter((group) => group.some((word) => names.includes(word))).flat();
  return [...names, ...aliases].some((word) => said.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/);
}

/** Other providers that sell the model of an API, those with an evidenced agreement first. */
export function sellersOf(bench: Workbench, row: ApiPriceRow): string[] {
  const others = bench.catalog.apiPrices.filter(
    (other) => other.modelId === row.modelId && other.provider !== row.provider,
  );
  const agreed = (provider: string): boolean => agreementWith(bench, provider).state === 'evidenced';
  return [...new Set(others.map((other) => other.provider))].sort(
    (a, b) => Number(agreed(b)) - Number(agreed(a)) || (a < b ? -1 : 1),
  );
}

/** Whether data of people in the EEA would need a transfer mechanism that nobody has shown (GDPR Art. 44). */
export function transferIsOpen(bench: Workbench, workload: WorkloadBench): boolean {
  const gdpr = bench.compliance.frameworks.find((framework) => framework.id === 'gdpr');
  return (
    gdpr?.state === 'applies' &&
    dataSensitivity(workload) !== 'none' &&
    gradeOf(bench, 'transferMechanism') !== 'passed'
  );
}

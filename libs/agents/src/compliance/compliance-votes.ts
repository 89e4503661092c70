import { jurisdictionOf, isInEea } from '@app/compliance';
import { cite, literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { nameOf, offerName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Classes that a third party may only process under a contract that law asks for. */
const SENSITIVE = new Set(['special-category', 'health', 'payment-card', 'children']);
const PERSONAL = new Set(['personal', ...SENSITIVE]);

/** Votes where an obligation or a risk speaks for a way of hosting or for a place. */
export function complianceVotes(notes: Analysis, bench: Workbench): void {
  for (const workload of bench.workloads) {
    if (!voteOnAgreement(notes, workload, bench)) voteOnApiPlace(notes, workload, bench);
    voteOnPlace(notes, workload, bench);
  }
}

function gradeOf(bench: Workbench, control: string): string {
  const all = bench.compliance.frameworks.flatMap((framework) => framework.requirements);
  for (const duty of all) {
    const found = duty.controls.find((entry) => entry.id === control);
    if (found) return found.grade;
  }
  return 'not-evaluable';
}

/** Without an evidenced processing agreement personal data must not go to an API's provider (GDPR Art. 28, 45 CFR 164.308(b)). */
function voteOnAgreement(notes: Analysis, workload: WorkloadBench, bench: Workbench): boolean {
  const classes = workload.workload.input.dataClasses ?? [];
  if (workload.hostingLimit !== 'either' || !classes.some((name) => PERSONAL.has(name))) return false;
  const binding = bench.compliance.frameworks.filter(
    (framework) =>
      framework.state === 'applies' &&
      framework.requirements.some(
        (duty) =>
          duty.applicability === 'applicable' && duty.controls.some((control) => control.id === 'dpa'),
      ),
  );
  const grade = gradeOf(bench, 'dpa');
  if (binding.length === 0 || grade === 'passed') return false;
  const sensitive = classes.some((name) => SENSITIVE.has(name));
  notes.vote({
    key: `${workload.id}.hosting`,
    label: `Hosting of ${nameOf(workload)}`,
    option: 'self-host',
    optionLabel: 'Own hosting',
    basis: sensitive ? 'obligation' : 'risk',
    rationale: `${nameOf(workload)} handles ${sensitive ? 'sensitive' : 'personal'} data, and the agreement with the provider of an API (control dpa) is ${grade}; ${binding.map((entry) => entry.name).join(', ')} asks for one.`,
  });
  return true;
}

/** A stated residency binds an API as well, and the catalog does not say where an API processes. */
function voteOnApiPlace(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const { residency, dataClasses } = workload.workload.input;
  const api = workload.apis().apis[0];
  if (!api || !residency?.length || workload.hostingLimit === 'self-host-only') return;
  if (!dataClasses?.some((name) => PERSONAL.has(name))) return;
  const name = `${api.row.model} by ${api.row.provider}`;
  notes.ask({
    id: `question.${workload.id}.api-place`,
    pointer: '',
    question: `Does the contract for ${literal(name)} keep processing and retention in ${residency.map(literal).join(', ')}?`,
    why: 'The residency that was stated binds the API as well, and the catalog does not say where it processes.',
    priority: 'must',
  });
  if (workload.hostingLimit !== 'either' || workload.sized().options.feasible.length === 0) return;
  const gdpr = bench.compliance.frameworks.find((framework) => framework.id === 'gdpr');
  const law = gdpr?.state === 'applies' ? '; a transfer would need a mechanism under GDPR Art. 44' : '';
  notes.vote({
    key: `${workload.id}.hosting`,
    label: `Hosting of ${nameOf(workload)}`,
    option: 'self-host',
    optionLabel: 'Own hosting',
    basis: 'risk',
    rationale: `The data has to stay in ${residency.map(literal).join(', ')}, and where ${literal(name)} processes it is not known${law}.`,
  });
}

/** Personal data of people in the EEA stays there until a transfer mechanism is evidenced (GDPR Art. 44 to 46). */
function voteOnPlace(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const gdpr = bench.compliance.frameworks.find((framework) => framework.id === 'gdpr');
  const classes = workload.workload.input.dataClasses ?? [];
  if (gdpr?.state !== 'applies' || !classes.some((name) => PERSONAL.has(name))) return;
  const offers = workload.priced().offers.filter((offer) => offer.priced.monthlyOnDemandUsd !== null);
  const inside = offers.find((offer) => isInEea(jurisdictionOf(offer.priced.instance.region) ?? ''));
  const outside = offers.some((offer) => !isInEea(jurisdictionOf(offer.priced.instance.region) ?? ''));
  // Where the limits leave no place outside, there is nothing to keep the data from.
  if (!outside) return;
  const transferred = gradeOf(bench, 'transferMechanism') === 'passed';
  if (transferred) return;
  if (!inside) {
    notes.find({
      id: `compliance.${workload.id}.transfer`,
      severity: 'high',
      title: `${nameOf(workload)}: every priced instance lies outside the European Economic Area`,
      statement: 'Personal data would leave it, and no transfer mechanism is evidenced.',
    });
    return;
  }
  const { provider, region } = inside.priced.instance;
  notes.vote({
    key: `${workload.id}.provider`,
    label: `Provider and region of ${nameOf(workload)}`,
    option: `${provider}/${region}`,
    optionLabel: `${provider}, ${region}`,
    basis: 'obligation',
    rationale: `${offerName(inside)} is the cheapest place inside the European Economic Area, at ${cite(inside.priced.monthly['on-demand'])}; no transfer mechanism is evidenced.`,
  });
}

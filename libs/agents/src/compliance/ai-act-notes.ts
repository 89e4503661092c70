import { type AiActAssessment, type AiRiskClass, classifyAiAct } from '@app/compliance';
import { literal } from '@app/kernel';
import type { Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { GRADE_WORDS } from './grade-words';

const CLASS_WORDS: Readonly<Record<AiRiskClass, string>> = {
  high: 'high risk',
  limited: 'limited risk, with duties of transparency',
  minimal: 'minimal risk',
  undetermined: 'not settled',
  'out-of-scope': 'outside the scope',
};

const SEVERITY: Readonly<Record<AiRiskClass, Severity>> = {
  high: 'high',
  limited: 'low',
  minimal: 'info',
  undetermined: 'medium',
  'out-of-scope': 'info',
};

/** The risk class under the EU AI Act with its reasons, and the dates of the Act as of the run's date. */
export function aiActNotes(notes: Analysis, bench: Workbench): void {
  const framework = bench.catalog.frameworks.find((entry) => entry.id === 'eu-ai-act');
  if (!framework) return;
  const act = classifyAiAct(bench.compliance, framework);
  notes.find({
    id: 'compliance.eu-ai-act.class',
    severity: SEVERITY[act.riskClass],
    title: `EU AI Act: risk class ${CLASS_WORDS[act.riskClass]}`,
    statement: statementOf(act),
  });
  if (act.riskClass === 'out-of-scope') return;
  notes.show({
    id: 'compliance.eu-ai-act.dates',
    title: 'EU AI Act: dates of application',
    columns: ['Date', 'What applies', 'As of this assessment', 'Source'],
    rows: act.dates.map((entry) => [
      entry.date,
      entry.note ? `${entry.name} (${entry.note})` : entry.name,
      entry.state === 'in-force' ? 'in force' : 'to come',
      entry.verified ? 'the Act' : 'unverified: known from secondary sources only',
    ]),
    ...(act.caveat ? { note: literal(act.caveat) } : {}),
  });
}

function statementOf(act: AiActAssessment): string {
  const reasons = literal(`${capitalised(act.reasons.join('; '))}.`);
  if (act.riskClass === 'out-of-scope') return reasons;
  const floor =
    act.riskClass === 'undetermined' && act.atLeast ? ` At the least it is ${CLASS_WORDS[act.atLeast]}.` : '';
  const open =
    act.open.length > 0 ? ` Open: ${listOf(act.open.map((entry) => literal(entry.definition)))}.` : '';
  const screening = act.prohibited?.controls[0];
  const prohibited = screening
    ? ` That no practice is prohibited is shown by a screening of each use alone, and that is ${GRADE_WORDS[screening.grade]}.`
    : '';
  const model =
    act.generalPurpose === 'provider'
      ? ' The duties of a provider of a general-purpose model come on top.'
      : act.generalPurpose === 'undetermined'
        ? ' Whether a general-purpose model is provided is open; those who only use one have no duties of its provider.'
        : '';
  return `${reasons}${floor}${open}${rolesOf(act)}${prohibited}${model}`;
}

/** Whose duties count here. The Act gives the provider and the deployer of a system different ones. */
function rolesOf({ roles }: AiActAssessment): string {
  const { provider, deployer } = roles;
  const held = [
    ...(provider === 'raised' ? ['provider'] : []),
    ...(deployer === 'raised' ? ['deployer'] : []),
  ];
  const asked = [
    ...(provider === 'undetermined' ? ['provider'] : []),
    ...(deployer === 'undetermined' ? ['deployer'] : []),
  ];
  const known = held.length > 0 ? ` The organisation is the ${held.join(' and the ')} of the system.` : '';
  if (asked.length > 0) {
    return `${known} Whether the organisation is${held.length > 0 ? ' also' : ''} the ${asked.join(' or the ')} of the system is open, so the duties of that role are questions: a provider develops it or offers it under its own name, a deployer uses it.`;
  }
  return (
    known ||
    ' The organisation is declared to be neither the provider nor the deployer of the system: only what binds everybody is left.'
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

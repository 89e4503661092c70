import type { FrameworkResult, FrameworkState, RequirementResult } from '@app/compliance';
import { literal } from '@app/kernel';
import type { Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import type { ChoiceOutcome } from '../bench/decided-choices';
import { dutyKey, dutyOptionLabel } from '../bench/decided-duties';
import type { Workbench } from '../workbench';

/** What the rules alone say: they may also leave it open. */
type Position = 'applies' | 'does-not-apply' | 'open';

/**
 * What the rules say of each framework that binds or that somebody decided on, as a position that a person may overrule;
 * and what became of every such decision.
 */
export function frameworkPositions(notes: Analysis, bench: Workbench): void {
  const { duties, compliance } = bench;
  notes.follow(...duties);
  const decided = new Map(duties.map((outcome) => [outcome.key, outcome]));
  for (const framework of compliance.frameworks) {
    const key = dutyKey(framework.id, null);
    const outcome = decided.get(key);
    const position = ofFramework(framework.byRule.state);
    if (outcome || position === 'applies') vote(notes, key, framework.name, position, framework.byRule.why);
    if (outcome) tell(notes, outcome, framework.name, position, framework.byRule.why);
    for (const duty of framework.requirements) decidedRequirement(notes, framework, duty, decided);
  }
  const known = new Set(compliance.frameworks.flatMap(keysOf));
  for (const outcome of duties) if (!known.has(outcome.key)) refuse(notes, outcome, literal(outcome.key));
}

function decidedRequirement(
  notes: Analysis,
  framework: FrameworkResult,
  duty: RequirementResult,
  decided: ReadonlyMap<string, ChoiceOutcome>,
): void {
  const key = dutyKey(framework.id, duty.ref);
  const outcome = decided.get(key);
  if (!outcome) return;
  const label = literal(`${framework.name}, ${duty.ref} (${duty.title})`);
  const { applicability, why } = duty.byRule;
  const position =
    applicability === 'undetermined'
      ? 'open'
      : applicability === 'not-applicable'
        ? 'does-not-apply'
        : 'applies';
  vote(notes, key, label, position, why);
  tell(notes, outcome, label, position, why);
}

function ofFramework(state: FrameworkState): Position {
  if (state === 'undetermined') return 'open';
  // Guidance binds nobody who has not taken it on.
  return state === 'applies' || state === 'applies-later' ? 'applies' : 'does-not-apply';
}

const POSITION_LABELS: Readonly<Record<Position, string>> = {
  applies: dutyOptionLabel(true),
  'does-not-apply': dutyOptionLabel(false),
  open: 'Open until it is answered',
};

function vote(notes: Analysis, key: string, label: string, position: Position, why: string): void {
  notes.vote({
    key,
    label,
    option: position,
    optionLabel: POSITION_LABELS[position],
    basis: 'obligation',
    rationale: `By the rules of the catalog: ${literal(why)}.`,
  });
}

function tell(notes: Analysis, outcome: ChoiceOutcome, label: string, position: Position, why: string): void {
  if (outcome.refused !== null) {
    refuse(notes, outcome, label);
    return;
  }
  const { by, option, optionLabel } = outcome;
  const said = `${literal(by)} decided: ${optionLabel.toLowerCase()}`;
  const rules = `the rules of the catalog say: ${POSITION_LABELS[position].toLowerCase()} (${literal(why)})`;
  const agrees = position === option;
  notes.find({
    id: findingId(outcome),
    severity: severityOf(position, option),
    title: `${label}: ${agrees ? 'decided by a person, as by the rules' : 'decided by a person against the rules'}`,
    statement: agrees
      ? `${said}, and so do the rules.`
      : `${said}; ${rules}. Requirements, gaps, roadmap and what hangs on them follow the decision; whoever signs it should have its ground in writing.`,
  });
}

/** To leave out what the rules find binding is grave; to settle what they leave open is what a person is asked for. */
function severityOf(position: Position, option: string): Severity {
  if (position === option) return 'info';
  return option === 'does-not-apply' ? (position === 'applies' ? 'high' : 'low') : 'low';
}

function refuse(notes: Analysis, outcome: ChoiceOutcome, label: string): void {
  notes.find({
    id: findingId(outcome),
    severity: 'high',
    title: `${label}: a decision cannot be followed`,
    statement: `${literal(outcome.by)} decided for ${literal(outcome.option)}: ${outcome.refused}. The rules stand in its place until the decision is renewed or withdrawn.`,
  });
}

function findingId({ key }: ChoiceOutcome): string {
  return `compliance.decided.${key.slice(key.indexOf(':') + 1).replaceAll(/[^A-Za-z0-9.]+/g, '-')}`;
}

function keysOf(framework: FrameworkResult): string[] {
  return [null, ...framework.requirements.map(({ ref }) => ref)].map((ref) => dutyKey(framework.id, ref));
}

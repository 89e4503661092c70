import { literal } from '@app/kernel';
import type { AssessmentInput } from '@app/assessments';
import type { Catalog, FrameworkRow } from '@app/catalog';
import { baseTrigger, type DutyDecision } from '@app/compliance';
import type { ChoiceOutcome, PersonsChoice } from './decided-choices';

/** Keys of choices on law: `framework:gdpr`, or `framework:gdpr:Art. 35` for one requirement of it. */
const PREFIX = 'framework:';
const OPTIONS = new Map([
  ['applies', true],
  ['does-not-apply', false],
]);
export const DUTY_OPTIONS: readonly string[] = [...OPTIONS.keys()];

/** Whether a choice is one on law. */
export function isDutyKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** What people decided on frameworks, as the compliance engine reads it, and what became of each decision. */
export interface DecidedDuties {
  readonly decisions: readonly DutyDecision[];
  readonly outcomes: readonly ChoiceOutcome[];
}

/** The key of the choice whether a framework, or one requirement of it, applies. */
export function dutyKey(frameworkId: string, ref: string | null): string {
  return `${PREFIX}${frameworkId}${ref === null ? '' : `:${ref}`}`;
}

/** How the options of such a choice are called. */
export function dutyOptionLabel(applies: boolean): string {
  return applies ? 'It applies' : 'It does not apply';
}

/**
 * Decisions of people on whether law applies. Where the input itself says the opposite (a stated obligation, a
 * declaration), or the catalog lists no such framework or requirement, a decision is refused; where only the rules of
 * the engine say otherwise, it is followed and the report says that they do.
 */
export function decidedDuties(
  choices: readonly PersonsChoice[],
  input: AssessmentInput,
  catalog: Catalog,
): DecidedDuties {
  const read = choices.filter(({ key }) => isDutyKey(key)).map((choice) => readDuty(choice, input, catalog));
  return {
    decisions: read.flatMap(({ decision }) => decision ?? []),
    outcomes: read.map(({ outcome }) => outcome),
  };
}

function readDuty(
  { key, option, by }: PersonsChoice,
  input: AssessmentInput,
  catalog: Catalog,
): { readonly decision: DutyDecision | null; readonly outcome: ChoiceOutcome } {
  const [frameworkId = '', ...rest] = key.slice(PREFIX.length).split(':');
  const ref = rest.length === 0 ? null : rest.join(':');
  const framework = catalog.frameworks.find((row) => row.id === frameworkId);
  const applies = OPTIONS.get(option);
  const refused =
    framework === undefined
      ? `the catalog lists no framework ${literal(frameworkId)}`
      : ref !== null && !framework.requirements.some((duty) => duty.ref === ref)
        ? `${framework.name} has no requirement ${literal(ref)}`
        : applies === undefined
          ? `${literal(option)} is neither of ${DUTY_OPTIONS.join(' and ')}`
          : contradiction(framework, ref, applies, input);
  const optionLabel = applies === undefined ? option : dutyOptionLabel(applies);
  const isFollowed = refused === null && applies !== undefined;
  return {
    decision: isFollowed ? { frameworkId, ref, applies, by: literal(by) } : null,
    outcome: { key, option, by, optionLabel, refused },
  };
}

/** What the input itself says against a decision on a whole framework; null where nothing does. */
function contradiction(
  framework: FrameworkRow,
  ref: string | null,
  applies: boolean,
  input: AssessmentInput,
): string | null {
  const base = baseTrigger(framework) ?? '';
  if (applies) return input.denials?.includes(base) ? `the input denies ${base}, on which it hangs` : null;
  if (ref !== null) return null;
  if (input.obligations?.includes(framework.id)) return 'the input states it as an obligation';
  return input.declarations?.includes(base) ? `the input declares ${base}, on which it hangs` : null;
}

import { baseTrigger } from '@app/compliance';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Requirements from which on a declaration is more than a detail: special cases of a law name one or two. */
const SEVERAL = 3;

/** Questions whose answer settles requirements: first those that several requirements of frameworks that apply already wait for. */
export function triggerQuestions(notes: Analysis, bench: Workbench): void {
  const bases = new Set(bench.catalog.frameworks.map((framework) => baseTrigger(framework)));
  for (const open of bench.compliance.openTriggers) {
    const { trigger, requirementCount } = open;
    // A missing answer is asked for by itself; it would settle this as well.
    if (trigger.openUntil !== 'declaration') continue;
    const isDetail = bases.has(trigger.id) || open.requirements.length < SEVERAL;
    notes.ask({
      id: `question.trigger.${trigger.id}`,
      // Each is a question of its own; one pointer for all would make them one.
      pointer: '',
      question: `Is this true of the organisation: ${trigger.definition}? If so, declare ${trigger.id}; if not, list it under denials.`,
      why: `${counted(requirementCount, 'requirement waits', 'requirements wait')} for it.`,
      priority: isDetail ? 'could' : 'should',
    });
  }
}

import { baseTrigger } from '@app/compliance';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Questions whose answer settles requirements: first those of frameworks that apply already. */
export function triggerQuestions(notes: Analysis, bench: Workbench): void {
  const bases = new Set(bench.catalog.frameworks.map((framework) => baseTrigger(framework)));
  for (const open of bench.compliance.openTriggers) {
    const { trigger, requirementCount } = open;
    // A missing answer is asked for by itself; it would settle this as well.
    if (trigger.openUntil !== 'declaration') continue;
    const decidesFramework = bases.has(trigger.id);
    notes.ask({
      id: `question.trigger.${trigger.id}`,
      // Each is a question of its own; one pointer for all would make them one.
      pointer: '',
      question: `Is this true of the organisation: ${trigger.definition}? If so, declare ${trigger.id}; if not, list it under denials.`,
      why: `${counted(requirementCount, 'requirement waits', 'requirements wait')} for it.`,
      priority: decidesFramework ? 'could' : 'should',
    });
  }
}

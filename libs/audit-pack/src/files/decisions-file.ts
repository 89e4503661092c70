import type { PackApproval } from '../pack-facts';
import { PACK_FORMAT } from '../pack-layout';
import type { FactBase } from './fact-base';

/**
 * The conflict board and what people decided, with who and when: it follows from the fact base. `approvals` is null
 * where none are kept; they come after the run and from outside of it.
 */
export function decisionsFileOf(
  { synthesis }: Pick<FactBase, 'synthesis'>,
  approvals: readonly PackApproval[] | null,
) {
  const { decisions } = synthesis;
  const people = decisions.flatMap(({ key, label, person }) => {
    if (!person) return [];
    const { option, why, by, decidedAt, version, honoured, ruleOption, rule } = person;
    return [{ key, label, option, why, by, decidedAt, version, honoured, ruleOption, rule }];
  });
  return { format: PACK_FORMAT, conflictBoard: decisions, people, approvals };
}

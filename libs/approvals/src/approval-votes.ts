import type { Approval } from './approval';

/** A vote of a step: who has it by their role, in whose hands it is, and what became of it. */
export interface Vote {
  readonly owner: string;
  /** Who can give it, and before them all who passed it on, the owner first. */
  readonly hands: readonly string[];
  readonly given: 'approve' | 'reject' | null;
}

/** The votes of the step at hand, as its entries leave them: one for each member of its role. */
export function votesOf({
  steps,
  stepIndex,
  members,
  entries,
}: Pick<Approval, 'steps' | 'stepIndex' | 'members' | 'entries'>): readonly Vote[] {
  const step = steps[stepIndex];
  const votes = new Map<string, Vote>(
    members
      .filter(({ roles }) => step !== undefined && roles.includes(step.role))
      .map(({ person }) => [person, { owner: person, hands: [person], given: null }]),
  );
  for (const { step: name, decision, by, onBehalfOf, delegateTo } of entries) {
    const vote = name === step?.name ? votes.get(onBehalfOf ?? by) : undefined;
    if (!vote) continue;
    if (decision === 'delegate' && delegateTo !== null)
      votes.set(vote.owner, { ...vote, hands: [...vote.hands, delegateTo] });
    if (decision === 'approve' || decision === 'reject') votes.set(vote.owner, { ...vote, given: decision });
  }
  return [...votes.values()];
}

/** In whose hands a vote is. */
export function holderOf({ hands, owner }: Vote): string {
  return hands.at(-1) ?? owner;
}

/** Who can still give a vote, by name. */
export function waitingFor(votes: readonly Vote[]): string[] {
  return votes
    .filter(({ given }) => given === null)
    .map(holderOf)
    .sort();
}

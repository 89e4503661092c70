import type { FieldProblem } from '@app/kernel';

/** One step of a workflow: who has to agree, how many of them, and in which time. */
export interface WorkflowStep {
  readonly name: string;
  /** The role in which people decide here. */
  readonly role: string;
  /** How many votes it takes; at most as many as members have the role. */
  readonly quorum: number;
  /** Days from the beginning of the step after which the approval expires. */
  readonly deadlineDays: number;
}

/** A person, as they name themselves, and what they may decide as. */
export interface WorkflowMember {
  readonly person: string;
  readonly roles: readonly string[];
}

/** What somebody defines. */
export interface WorkflowContent {
  readonly name: string;
  readonly steps: readonly WorkflowStep[];
  readonly members: readonly WorkflowMember[];
}

/** A version of a workflow. Approvals keep the version under which they were started. */
export interface ApprovalWorkflow extends WorkflowContent {
  readonly id: string;
  readonly tenantId: string;
  /** Counts from 1; every change makes the next. */
  readonly version: number;
  readonly updatedAt: Date;
}

/** What makes a workflow one that nobody could finish, or that says something twice. */
export function workflowProblems({ steps, members }: WorkflowContent): FieldProblem[] {
  const roles = new Map<string, number>();
  for (const member of members)
    for (const role of new Set(member.roles)) roles.set(role, (roles.get(role) ?? 0) + 1);
  return [
    ...nameProblems(
      steps.map(({ name }, index) => [`/steps/${index}/name`, name]),
      'expected a name that no other step has',
    ),
    ...nameProblems(
      members.map(({ person }, index) => [`/members/${index}/person`, person]),
      'expected each person once, with all of their roles',
    ),
    ...steps.flatMap(({ role, quorum }, index) => {
      const most = roles.get(role) ?? 0;
      if (quorum <= most) return [];
      const detail = `expected at most ${most}: that many members have the role "${role}"`;
      return [{ pointer: `/steps/${index}/quorum`, detail }];
    }),
  ];
}

/** Names that look like an earlier one, so that somebody could pass for two, and names that nobody sees. */
function nameProblems(
  places: ReadonlyArray<readonly [pointer: string, name: string]>,
  repeated: string,
): FieldProblem[] {
  const looks = places.map(([, name]) => lookOf(name));
  return places.flatMap(([pointer], index) => {
    if (looks[index] === '') return [{ pointer, detail: 'expected a name that can be seen' }];
    return looks.indexOf(looks[index] as string) < index ? [{ pointer, detail: repeated }] : [];
  });
}

/** A name without what readers do not tell apart: case, blanks, forms of the same letter, letters without a shape. */
function lookOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

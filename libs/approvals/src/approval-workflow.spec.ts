import { workflowProblems, type WorkflowContent } from './approval-workflow';

const step = (name: string, quorum = 1) => ({ name, role: 'cfo', quorum, deadlineDays: 7 });
const content = (given: Partial<WorkflowContent>): WorkflowContent => ({
  name: 'Spending',
  steps: [step('Finance')],
  members: [{ person: 'dan@example.org', roles: ['cfo'] }],
  ...given,
});
const pointersOf = (given: Partial<WorkflowContent>) =>
  workflowProblems(content(given)).map(({ pointer }) => pointer);

describe('workflowProblems', () => {
  it('finds nothing in a workflow that people can finish', () => {
    expect(pointersOf({})).toEqual([]);
  });

  it.each([
    ['the same', 'dan@example.org'],
    ['in capitals', 'Dan@Example.org'],
    ['with blanks', ' dan@example.org '],
    ['with a letter without a shape', 'dan\u200b@example.org'],
    ['in wide letters', 'ｄａｎ@example.org'],
  ])('lets nobody be two members: a name that is %s', (_, person) => {
    const members = [
      { person: 'dan@example.org', roles: ['cfo'] },
      { person, roles: ['cfo'] },
    ];
    expect(pointersOf({ members, steps: [step('Finance', 2)] })).toEqual(['/members/1/person']);
  });

  it('asks for names that can be seen', () => {
    const members = [{ person: '\u200b\u2060', roles: ['cfo'] }];
    expect(pointersOf({ members, steps: [step('\u00ad')] })).toEqual(['/steps/0/name', '/members/0/person']);
  });

  it('counts a role that a member has twice once', () => {
    const members = [{ person: 'dan', roles: ['cfo', 'cfo'] }];
    expect(workflowProblems(content({ members, steps: [step('Finance', 2)] }))).toEqual([
      { pointer: '/steps/0/quorum', detail: 'expected at most 1: that many members have the role "cfo"' },
    ]);
  });
});

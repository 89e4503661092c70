import { AppError } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from './assessment-input';
import { withWorkloadIds } from './workload-ids';

function anInput(...ids: Array<string | undefined>): AssessmentInput {
  return {
    name: 'x',
    workloads: ids.map((id): WorkloadInput => ({ ...(id !== undefined && { id }), kind: 'rag' })),
  };
}

describe('withWorkloadIds', () => {
  it('names workloads by their place where they have no id', () => {
    expect(withWorkloadIds(anInput(undefined, 'chat', undefined)).workloads.map(({ id }) => id)).toEqual([
      'w1',
      'chat',
      'w3',
    ]);
  });

  it('does not give away an id that is taken, wherever it stands', () => {
    const ids = withWorkloadIds(anInput(undefined, 'w1', undefined, 'w3')).workloads.map(({ id }) => id);

    expect(new Set(ids).size).toBe(4);
    expect([ids[1], ids[3]]).toEqual(['w1', 'w3']);
  });

  it('leaves the input it was given alone', () => {
    const input = anInput(undefined);
    withWorkloadIds(input);

    expect(input.workloads[0]).toEqual({ kind: 'rag' });
  });

  it('points at each id that is given again', () => {
    const attempt = () => withWorkloadIds(anInput('a', 'b', 'a', 'a'));

    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'assessment.duplicate-workload-id',
        problems: [
          expect.objectContaining({ pointer: '/workloads/2/id' }),
          expect.objectContaining({ pointer: '/workloads/3/id' }),
        ],
      }),
    );
  });
});

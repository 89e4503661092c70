import type { AssessmentsService } from '@app/assessments';
import type { TenantCatalogs } from '@app/overrides';
import { RunInputs } from './run-inputs.service';

function theInputs(nameOf: (id: string) => string = (id) => id) {
  const reads: string[] = [];
  const assessments = {
    getVersion: (tenantId: string, id: string, version: number) => {
      reads.push(`${tenantId}/${id}/${version}`);
      return Promise.resolve({ input: { name: nameOf(id), workloads: [] } });
    },
  };
  const inputs = new RunInputs(assessments as unknown as AssessmentsService, {} as TenantCatalogs);
  const of = (assessmentId: string, tenantId = 't', assessmentVersion = 1) =>
    inputs.of({ tenantId, assessmentId, assessmentVersion });
  return { of, reads };
}

describe('RunInputs', () => {
  it('reads a version once, and each version of each tenant by itself', async () => {
    const { of, reads } = theInputs();
    await of('a');
    expect((await of('a')).name).toBe('a');
    await of('a', 'other');
    await of('a', 't', 2);
    expect(reads).toEqual(['t/a/1', 'other/a/1', 't/a/2']);
  });

  it('gives out what nobody can change for the next run', async () => {
    const input = await theInputs().of('a');
    expect(() => Object.assign(input, { name: 'another' })).toThrow(TypeError);
    expect(() => (input.workloads as unknown[]).push(1)).toThrow(TypeError);
  });

  it('forgets what was not used for longest when there are too many', async () => {
    const { of, reads } = theInputs();
    for (let n = 0; n < 200; n++) await of(`a${n}`);
    await of('a0');
    await of('one more');
    reads.length = 0;
    await of('a0');
    await of('a1');
    expect(reads).toEqual(['t/a1/1']);
  });

  it('keeps no more than fits, however few they are', async () => {
    const { of, reads } = theInputs(() => 'x'.repeat(6 * 1024 * 1024));
    for (const id of ['a', 'b', 'c']) await of(id);
    reads.length = 0;
    await of('c');
    await of('a');
    expect(reads).toEqual(['t/a/1']);
  });
});

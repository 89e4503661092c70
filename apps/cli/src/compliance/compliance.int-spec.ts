import { CommandBench } from '../../../../test/support/command-bench';

const VIEW = {
  id: 'r1',
  status: 'succeeded',
  summary: 'No framework of the catalog is shown to apply.',
  frameworks: [{ framework: 'GDPR', state: 'undetermined' }],
  matrix: null,
};

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('compliance', ...args, '--server', bench.url);

describe('infra-mind compliance', () => {
  it('prints what a run says of compliance', async () => {
    bench.api.json('GET /v1/runs/r1/compliance', VIEW);
    const { exit, out } = await run('r1');
    expect(exit).toBe(0);
    expect(out).toContain('No framework of the catalog is shown to apply.');
    expect(out).toContain('GDPR: undetermined');
    expect(out).toContain('not legal advice');
  });

  it('hands on all of it with --json', async () => {
    bench.api.json('GET /v1/runs/r1/compliance', VIEW);
    expect(JSON.parse((await run('r1', '--json')).out)).toMatchObject(VIEW);
  });
});

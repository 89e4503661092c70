import { ProcessDirectory } from '@app/operations';
import { RunHarness, aTeam } from '../../../../test/support/run-harness';
import { until } from '../../../../test/support/until';

describe('the report of a worker', () => {
  it('says from the first one on that this process works on runs', async () => {
    const worker = await RunHarness.start('worker-report', aTeam(), { PROCESS_REPORT_MS: '60000' });
    try {
      const directory = worker.get(ProcessDirectory);
      await until(async () => (await directory.list()).length === 1);
      expect(await directory.list()).toMatchObject([{ service: 'worker', activeRuns: 0 }]);
    } finally {
      await worker.stop();
    }
  });
});

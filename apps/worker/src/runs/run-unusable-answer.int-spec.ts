import type { AgentId } from '@app/agents';
import type { StoredRunEvent } from '@app/events';
import { ReportDocumentRepository } from '@app/reports';
import { isTerminal } from '@app/runs';
import type { RunDetail } from '@app/runs';
import { ModelServer } from '../../../../test/support/model-server/model-server';
import { narrate } from '../../../../test/support/model-server/question';
import { aNarratable, modelEnvironment, narratable } from '../../../../test/support/narratable-team';
import { RunHarness, TENANT, aTeam } from '../../../../test/support/run-harness';

const CANARY = 'canary-of-the-model';
/** Each is refused, and would break a report that quotes it. */
const SAYINGS = ['undefined', 'NaN', '{{x}}', '[object Object]', '\u009b31m', '[[x]]'].map(
  (words) => `${words} ${CANARY}`,
);

describe('a required wording that a model gives no usable answer for', () => {
  let models: ModelServer;
  let harness: RunHarness;
  let written: string;
  beforeAll(async () => {
    models = await ModelServer.start();
  });
  beforeEach(() => {
    models.reset();
    written = '';
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        written += String(text);
        return true;
      });
  });
  afterEach(async () => {
    await harness.stop();
    jest.restoreAllMocks();
  });
  afterAll(() => models.stop());

  it.each(['ids', 'texts'])(
    'is missing from the report, and none of its %s is told to anybody',
    async (where) => {
      harness = await RunHarness.start('run-unusable-answer', aTeam(narratable()), {
        ...modelEnvironment(models),
        LOG_LEVEL: 'trace',
      });
      models.answerWith(({ agent }) => {
        if (agent !== 'mlops') return narrate({ run: null, ...aNarratable(agent as AgentId) });
        if (where === 'ids') return { summary: CANARY, statements: [], priorities: SAYINGS };
        const statements = SAYINGS.map((text) => ({ id: 'mlops.finding', text }));
        return { summary: `The plan costs 5 and ${SAYINGS[0]}.`, statements, priorities: [] };
      });
      const runId = await harness.start({ narration: 'required' });
      const events: StoredRunEvent[] = await harness.eventsUntil(
        runId,
        (event) => event.type === 'run.state' && isTerminal(event.state as RunDetail['state']),
      );
      const run = await harness.runs.get(TENANT, runId);
      expect([run.state, run.missingAgents]).toEqual(['partial', ['mlops']]);
      expect(run.problems).toEqual([
        expect.objectContaining({
          agent: 'mlops',
          message: expect.stringMatching(
            where === 'ids'
              ? /llm\.unusable-answer.*\d+ finding-ids/
              : /llm\.unusable-answer.*\d+ free-number/,
          ) as string,
        }),
      ]);
      const report = await harness.get(ReportDocumentRepository).findByRun(TENANT, runId);
      expect(JSON.stringify(report?.document)).toContain('llm.unusable-answer');
      expect(models.calls.filter(({ agent }) => agent === 'mlops').at(-1)?.text).toContain(CANARY);
      const told = [JSON.stringify([run, events, report]), written].join('\n');
      expect(written).toContain('llm.unusable-answer');
      for (const secret of [CANARY, '\u009b', '\\u009b']) expect(told).not.toContain(secret);
    },
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { canonicalJson, citedIds } from '@app/kernel';
import { SCENARIOS, SimulationSpecError } from '@app/simulation';
import { parse } from 'yaml';
import { aThreadPool } from '../../../../test/support/thread-pools';
import type { AgentOutput } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import type { EngineTasks } from '../tasks/engine-tasks';
import { inPlaceTasks } from '../tasks/in-place-tasks';
import { ENGINE_THREAD_PROGRAM, threadTasks } from '../tasks/thread-tasks';
import { simulationAgent } from './simulation.agent';

const EXAMPLE = join(__dirname, '../../../../examples/support-assistant-gdpr.yaml');

const input = (traffic: object = {}, slo: object = {}): AssessmentInput => {
  const example = parse(readFileSync(EXAMPLE, 'utf8')) as AssessmentInput;
  const [first] = example.workloads;
  if (!first) throw new Error('the example has a workload');
  return {
    ...example,
    workloads: [{ ...first, traffic: { ...first.traffic, ...traffic }, slo: { ...first.slo, ...slo } }],
  };
};

async function analyse(given: AssessmentInput, tasks?: EngineTasks, seed = 7): Promise<AgentOutput> {
  const bench = createWorkbench({ input: given, catalog: loadCatalog(), asOf: '2026-11-20', seed, tasks });
  return simulationAgent.analyse(bench, new AbortController().signal);
}

const valueOf = (output: AgentOutput, name: string): number =>
  output.figures.find((figure) => figure.id === `simulation.support-chat.${name}`)?.value ?? Number.NaN;
const findingOf = (output: AgentOutput, name: string) =>
  output.findings.find((finding) => finding.id === `simulation.support-chat.${name}`);

describe('the simulation agent', () => {
  let output: AgentOutput;
  beforeAll(async () => {
    output = await analyse(input());
  });

  it('puts the fleet through every named scenario, each with a finding and a row', () => {
    for (const name of SCENARIOS) expect(findingOf(output, name)).toBeDefined();
    const table = output.tables.find(({ id }) => id === 'simulation.support-chat.scenarios');
    // Slow hardware and the launch with an autoscaler are rows beside the six.
    expect(table?.rows).toHaveLength(SCENARIOS.length + 2);
  });

  it('says of each simulated figure with which seed and how many requests it was found, and how far chance goes', () => {
    const p95 = output.figures.find(({ id }) => id === 'simulation.support-chat.baseline.first-token-p95');
    expect(p95).toMatchObject({ method: 'computed', unit: 'ms' });
    expect(p95?.formula).toMatch(/seed 7, \d+ requests counted/);
    expect(p95?.low).toBeLessThan(p95?.value ?? 0);
    expect(p95?.high).toBeGreaterThan(p95?.value ?? 0);
    expect(p95?.inputs).toContainEqual(expect.stringMatching(/^sizing\.support-chat\..*\.batch$/));
  });

  it('says that a fleet beyond the limits of the simulation was not simulated, and goes on', async () => {
    const given = input({ requestsPerDay: 1e12, peakFactor: 2 });
    // Without the calls of an API at that rate, which take most of a minute to simulate.
    const huge = await analyse({ ...given, constraints: { ...given.constraints, selfHostOnly: true } });
    const left = huge.notEvaluated.filter(({ id }) => id.startsWith('simulation.support-chat.'));
    expect(left.map(({ id }) => id)).toContain('simulation.support-chat.baseline');
    const reasons = left.map(({ reason }) => reason).join(' ');
    expect(reasons).toContain('larger than what is simulated (expected 1 to 2000 replicas');
    expect(reasons).not.toContain('/fleet');
    expect(findingOf(huge, 'baseline')).toBeUndefined();
  });

  it('gives the same bytes in a thread as in place', async () => {
    const pool = aThreadPool({ program: ENGINE_THREAD_PROGRAM });
    try {
      expect(canonicalJson(await analyse(input(), threadTasks(pool)))).toBe(canonicalJson(output));
    } finally {
      await pool.close();
    }
  });

  it('asks the pool for its simulations, and does none itself', async () => {
    const asked: string[] = [];
    const counting: EngineTasks = {
      run: (task, given, signal) => {
        asked.push(task);
        return inPlaceTasks.run(task, given, signal);
      },
    };
    await analyse(input(), counting);
    expect(asked.filter((task) => task === 'simulate')).toHaveLength(SCENARIOS.length + 2);
    expect(asked.filter((task) => task === 'simulateApi')).toHaveLength(2);
  });

  it('lets a failure last equally long at any load, and says how many requests are expected to meet it', async () => {
    const rare = await analyse(input({ requestsPerDay: 3, peakFactor: 1 }));
    const said = (one: AgentOutput, name: string): string => findingOf(one, name)?.statement ?? '';
    const lasts = (one: AgentOutput) => one.figures.find(({ id }) => id === 'simulation.outage');
    expect(lasts(rare)).toMatchObject({ value: 60, low: 20, high: 180, unit: 'min', method: 'assumed' });
    expect(lasts(rare)).toEqual(lasts(output));
    expect(said(output, 'zone-loss')).toContain('The failure lasts [[simulation.outage]]');
    // 3 requests in 24 hours are an eighth of one in an hour; 48,000 a day at 4.5 times the mean are 9,000.
    expect(valueOf(rare, 'zone-loss.met')).toBeCloseTo(0.125, 9);
    expect(valueOf(output, 'zone-loss.met')).toBeCloseTo(9_000, 6);
    expect(said(rare, 'zone-loss')).toContain('[[simulation.support-chat.zone-loss.repeated]] times');
    expect(valueOf(rare, 'provider-outage.repeated')).toBeGreaterThan(200);
    expect(valueOf(rare, 'provider-outage.failed')).toBeGreaterThan(80);
    expect(valueOf(rare, 'launch-spike.met')).toBeCloseTo(0.25, 9);
  });

  it('says nothing of the times of requests where none comes in a month', async () => {
    const hardlyAny = await analyse(input({ requestsPerDay: 1e-4, peakFactor: 1 }));
    expect(findingOf(hardlyAny, 'zone-loss')?.title).toContain('meets next to no request');
    expect(valueOf(hardlyAny, 'zone-loss.met')).toBeCloseTo(1e-4 / 24, 12);
    expect(hardlyAny.figures.map(({ id }) => id)).not.toContain('simulation.support-chat.zone-loss.failed');
    expect(hardlyAny.notEvaluated.map(({ id }) => id)).toContain('simulation.support-chat.baseline');
  });

  it('does not call a fleet too large that the simulation refuses for another cause', async () => {
    const refusing: EngineTasks = {
      run: async (task, given, signal) => {
        if (task === 'simulate')
          throw new SimulationSpecError([
            { pointer: '/service/prefill', detail: 'expected 0 or more seconds' },
          ]);
        return inPlaceTasks.run(task, given, signal);
      },
    };
    const { notEvaluated } = await analyse(input(), refusing);
    const reasons = notEvaluated.map(({ reason }) => reason).join(' ');
    expect(reasons).toContain('make no fleet that can be simulated (expected 0 or more seconds)');
    expect(reasons).not.toContain('larger than');
  });

  it('agrees with the closed formula of the sizing at low load, in the order of size', () => {
    const closed = output.figures.find(({ id }) => id.endsWith('.time-to-first-token'))?.value ?? 0;
    const simulated = valueOf(output, 'baseline.first-token-p95');
    expect(simulated / closed).toBeGreaterThan(0.6);
    expect(simulated / closed).toBeLessThan(1.6);
  });

  it('finds more waiting in a launch and after growth than today, and in an outage requests without an answer', () => {
    const today = valueOf(output, 'baseline.first-token-p95');
    expect(valueOf(output, 'steady-growth.first-token-p95')).toBeGreaterThan(today);
    expect(valueOf(output, 'launch-spike.first-token-p95')).toBeGreaterThan(today);
    expect(valueOf(output, 'slow-hardware.first-token-p95')).toBeGreaterThan(today);
    expect(valueOf(output, 'provider-outage.failed')).toBeGreaterThan(20);
    expect(valueOf(output, 'baseline.failed')).toBe(0);
    expect(findingOf(output, 'provider-outage')?.severity).toBe('low');
  });

  it('says that a promise is broken where it is, against the promise', async () => {
    const launch = await analyse(input({ growthPerMonth: 0.25 }));
    const grown = findingOf(launch, 'steady-growth');
    expect(grown?.severity).toBe('medium');
    expect(grown?.title).toContain('breaks its promises');
    expect(citedIds(grown?.statement ?? '')).toContain('answer.support-chat.timeToFirstTokenMs');
  });

  it('simulates the day of an hourly profile and requests as they were recorded', async () => {
    const hourlyProfile = Array.from({ length: 24 }, (_, hour) => (hour > 7 && hour < 20 ? 0.02 : 0.005));
    const traceCsv = ['seconds,input_tokens,output_tokens', '0,2000,100', '5,3000,150', '9,900,80'].join(
      '\n',
    );
    const result = await analyse(input({ traceCsv, hourlyProfile, requestsPerDay: 2_000 }));
    expect(valueOf(result, 'recorded.requests')).toBe(3);
    expect(valueOf(result, 'busy-day.requests')).toBeGreaterThan(1_000);
    const recorded = result.figures.find(({ id }) => id === 'simulation.support-chat.recorded.requests');
    expect(recorded?.inputs).toContain('input:/workloads/0/traffic/traceCsv');
  });

  it('simulates the limits of an API where they are stated, and asks for them where not', async () => {
    expect(findingOf(output, 'api-limits')?.statement).toContain('have at least so much granted');
    const tight = await analyse(input({ apiLimits: { requestsPerMinute: 60 } }));
    expect(findingOf(tight, 'api-limits')?.severity).toBe('high');
    expect(valueOf(tight, 'api.failed')).toBeGreaterThan(10);
  });

  it('finds as many requests lost to an outage of an API at three a day as at many', async () => {
    // By hand: who comes in the ten minutes is lost unless his five waits, 15.5 s on average, reach over the end.
    const expected = 100 * (1 - 15.5 / 600);
    const rare = await analyse(input({ requestsPerDay: 3, peakFactor: 1 }));
    expect(Math.abs(valueOf(output, 'api.outage-failed') - expected)).toBeLessThan(1);
    expect(Math.abs(valueOf(rare, 'api.outage-failed') - expected)).toBeLessThan(12);
    expect(valueOf(rare, 'api.busiest-requests')).toBeGreaterThan(0);
  });

  it('counts the requests of an API at a billion a day, one of them for many', async () => {
    const given = input({ requestsPerDay: 1e9, peakFactor: 2, apiLimits: { requestsPerMinute: 700_000 } });
    const often = await analyse({ ...given, constraints: { ...given.constraints, apiOnly: true } });
    const aMinute = (2 * 1e9) / 1_440;
    expect(valueOf(often, 'api.busiest-requests') / aMinute).toBeCloseTo(1, 1);
    expect(Math.abs(valueOf(often, 'api.outage-failed') - 100 * (1 - 15.5 / 600))).toBeLessThan(1);
    // Every minute brings twice what the limit lets through.
    expect(valueOf(often, 'api.failed') / 100).toBeCloseTo(1 - 700_000 / aMinute, 1);
  });

  it('finds other numbers with another seed, of the same order', async () => {
    const other = await analyse(input(), undefined, 8);
    const [one, two] = [output, other].map((entry) => valueOf(entry, 'baseline.first-token-p95'));
    expect(two).not.toBe(one);
    expect(Math.abs((two ?? 0) / (one ?? 1) - 1)).toBeLessThan(0.2);
  });
});

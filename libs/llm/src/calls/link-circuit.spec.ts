import { CircuitRegistry, MetricsRegistry } from '@app/platform';
import { CallFailure } from './call-failure';
import { LinkCircuit } from './link-circuit';

const LIMITS = { failures: 5, cooldownMs: 60_000 };

const unwell = (over: Partial<CallFailure>): CallFailure =>
  new CallFailure({
    message: 'HTTP 500',
    outcome: 'failed',
    retryable: true,
    unwell: true,
    billable: false,
    ...over,
  });

describe('the circuit of a model', () => {
  let circuits: CircuitRegistry;
  let circuit: LinkCircuit;

  const begin = (limits = LIMITS): void => {
    circuits = new CircuitRegistry(new MetricsRegistry());
    circuit = new LinkCircuit('a/b', limits, circuits);
  };
  beforeEach(() => begin());

  const fail = async (prompt: string, times = 1, over: Partial<CallFailure> = {}): Promise<void> => {
    for (let i = 0; i < times; i += 1)
      await circuit.run(prompt, () => Promise.reject(unwell(over))).catch(() => undefined);
  };
  const succeed = (prompt: string): Promise<void> => circuit.run(prompt, () => Promise.resolve());
  const state = (): string => circuits.reports()[0]!.state;

  it('opens after so many failures in a row, whatever prompts they are of', async () => {
    for (const prompt of ['a', 'b', 'c', 'd']) await fail(prompt);
    expect([state(), circuit.isLeftAlone]).toEqual(['closed', false]);
    await fail('e');
    expect([state(), circuit.isLeftAlone]).toEqual(['open', true]);
    await expect(succeed('a')).rejects.toMatchObject({ code: 'circuit.open' });
  });

  it('stays closed under the failures of one prompt while others are being answered', async () => {
    let answer: () => void = () => undefined;
    const slow = circuit.run('good', () => new Promise<void>((resolve) => (answer = resolve)));
    await fail('bad', 100);
    expect(state()).toBe('closed');
    answer();
    await slow;
    await fail('bad', 14);
    expect(state()).toBe('closed');
  });

  it('opens with the first failure of a second prompt', async () => {
    await fail('bad', 10);
    expect(state()).toBe('closed');
    await fail('good');
    expect(state()).toBe('open');
  });

  it('opens under one prompt alone after three times as many', async () => {
    await succeed('other');
    await fail('only', 14);
    expect(state()).toBe('closed');
    await fail('only');
    expect(state()).toBe('open');
  });

  it('opens at once where one failure is the limit', async () => {
    begin({ ...LIMITS, failures: 1 });
    await fail('only');
    expect(state()).toBe('open');
  });

  it('opens again when the trial after a while fails, of whatever prompt it is', async () => {
    begin({ failures: 2, cooldownMs: 0 });
    await fail('a');
    await fail('b');
    expect(circuits.reports()[0]).toMatchObject({ state: 'open', opened: 1 });
    expect(circuit.isLeftAlone).toBe(false);
    await fail('a');
    expect(circuits.reports()[0]).toMatchObject({ opened: 2 });
    await succeed('a');
    expect(state()).toBe('closed');
  });

  it('counts failures of calls that were under way together once', async () => {
    const burst = async (first: string): Promise<void> => {
      const fails: Array<() => void> = [];
      const calls = [first, 'x', 'y', 'z', 'v', 'w'].map((prompt) =>
        circuit
          .run(prompt, () => new Promise<void>((_resolve, reject) => fails.push(() => reject(unwell({})))))
          .catch(() => undefined),
      );
      for (const failNow of fails) failNow();
      await Promise.all(calls);
    };
    for (const first of ['a', 'b', 'c', 'd']) await burst(first);
    expect(state()).toBe('closed');
    await burst('e');
    expect(state()).toBe('open');
  });

  it('counts no failure that is the fault of the question', async () => {
    for (const prompt of ['a', 'b', 'c']) await fail(prompt, 20, { unwell: false });
    expect(state()).toBe('closed');
  });
});

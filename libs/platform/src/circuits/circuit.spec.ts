import { Circuit } from './circuit';

const COOLDOWN_MS = 60_000;

class Unwell extends Error {}
class Refused extends Error {}

describe('a circuit', () => {
  let now: number;
  let circuit: Circuit;
  beforeEach(() => {
    now = Date.UTC(2026, 10, 20);
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    circuit = new Circuit('the other side', {
      failures: 2,
      cooldownMs: COOLDOWN_MS,
      isFailure: (error) => error instanceof Unwell,
      isAnswer: (error) => error instanceof Refused,
    });
  });
  afterEach(() => jest.useRealTimers());

  const pass = (ms: number): void => {
    now += ms;
    jest.setSystemTime(now);
  };
  const fail = (error: Error) => circuit.run(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  const open = async (): Promise<void> => {
    for (let i = 0; i < 2; i += 1) await fail(new Unwell());
    expect(circuit.report).toMatchObject({ state: 'open', opened: 1, lastFailure: 'Error' });
  };

  it('lets nothing through once it is open, and one call after a while', async () => {
    await open();
    const work = jest.fn(() => Promise.resolve('well'));
    await expect(circuit.run(work)).rejects.toMatchObject({
      code: 'circuit.open',
      message: expect.stringMatching(
        / failed 2 times in a row and is asked again after a pause of up to \d+ s\. /,
      ),
    });
    expect(work).not.toHaveBeenCalled();
    pass(COOLDOWN_MS);
    await expect(circuit.run(work)).resolves.toBe('well');
    expect(circuit.report.state).toBe('closed');
  });

  it('stays as it is after a trial that its caller gave up, and lets the next call try', async () => {
    await open();
    const before = circuit.report;
    pass(COOLDOWN_MS);
    const change = new Error('changed its mind');
    expect(await fail(change)).toBe(change);
    expect(circuit.report).toEqual(before);

    // Still not known to be well: the next failure opens it again.
    await fail(new Unwell());
    expect(circuit.report).toMatchObject({ state: 'open', opened: 2 });
    await expect(circuit.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'circuit.open' });
  });

  it('makes a trial of a call that waited for one that was given up', async () => {
    await open();
    pass(COOLDOWN_MS);
    let giveUp: () => void = () => undefined;
    const trial = circuit.run(() => new Promise((_resolve, reject) => (giveUp = () => reject(new Error()))));
    const waiting = circuit.run(() => Promise.resolve('well'));
    expect(circuit.report.state).toBe('half-open');
    giveUp();
    await expect(trial).rejects.toThrow();
    await expect(waiting).resolves.toBe('well');
    expect(circuit.report).toMatchObject({ state: 'closed', opened: 1 });
  });

  it('is closed by an error that is an answer', async () => {
    await open();
    pass(COOLDOWN_MS);
    await fail(new Refused());
    expect(circuit.report.state).toBe('closed');
  });

  it('waits its whole pause again after a trial that failed', async () => {
    await open();
    pass(COOLDOWN_MS);
    await fail(new Error());
    await fail(new Unwell());
    pass(COOLDOWN_MS - 1);
    expect(await fail(new Unwell())).toMatchObject({ code: 'circuit.open' });
    pass(1);
    await circuit.run(() => Promise.resolve());
    expect(circuit.report.state).toBe('closed');
  });

  it('is not opened by errors that are no failures', async () => {
    for (let i = 0; i < 5; i += 1) await fail(new Error());
    expect(circuit.report).toMatchObject({ state: 'closed', lastFailure: null });
  });
});

import { Interrupts } from './interrupts';

describe('Interrupts', () => {
  let now = 0;
  const force = jest.fn();
  let interrupts: Interrupts;
  beforeEach(() => {
    now = 0;
    force.mockClear();
    interrupts = new Interrupts({ force, now: () => now });
  });
  afterEach(() => interrupts.dispose());

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('aborts on %s', (signal) => {
    expect(interrupts.signal.aborted).toBe(false);
    process.emit(signal, signal);
    expect(interrupts.signal.aborted).toBe(true);
    expect(force).not.toHaveBeenCalled();
  });

  it('takes the same Ctrl-C, passed on by npm, for one', () => {
    process.emit('SIGINT', 'SIGINT');
    now = 30;
    process.emit('SIGINT', 'SIGINT');
    expect(force).not.toHaveBeenCalled();
  });

  it('forces on a second Ctrl-C', () => {
    process.emit('SIGINT', 'SIGINT');
    now = 2_000;
    process.emit('SIGINT', 'SIGINT');
    expect(force).toHaveBeenCalledTimes(1);
  });
});

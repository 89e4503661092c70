import { once } from 'node:events';
import { AttemptDeadline } from './attempt-deadline';

const FAR_MS = 3_600_000;

describe('AttemptDeadline', () => {
  it('fires with the signal above it, for its reason, and is not late then', () => {
    const above = new AbortController();
    const deadline = new AttemptDeadline(above.signal, FAR_MS);
    expect(deadline.signal.aborted).toBe(false);
    above.abort('pause');
    expect(deadline.signal.reason).toBe('pause');
    expect(deadline.isOver).toBe(false);
    deadline.close();
  });

  it('has fired already under a signal that has', () => {
    const deadline = new AttemptDeadline(AbortSignal.abort('gone'), FAR_MS);
    expect(deadline.signal.reason).toBe('gone');
    deadline.close();
  });

  it('fires when its time is over, and says so', async () => {
    const deadline = new AttemptDeadline(new AbortController().signal, 1);
    await once(deadline.signal, 'abort');
    expect(deadline.isOver).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
    deadline.close();
  });

  it('does nothing after it is closed', () => {
    const above = new AbortController();
    const deadline = new AttemptDeadline(above.signal, FAR_MS);
    deadline.close();
    above.abort('pause');
    expect(deadline.signal.aborted).toBe(false);
  });
});

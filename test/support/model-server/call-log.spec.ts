import { CallLog } from './call-log';

function aCall(text: string): Parameters<CallLog['add']>[0] {
  return {
    protocol: 'ollama',
    path: '/api/chat',
    model: 'm',
    streamed: false,
    at: 0,
    text,
    promptHash: '',
    tools: [],
    agent: 'cto',
    run: null,
    outcome: 'ok',
    headers: {},
  };
}

describe('CallLog', () => {
  it('keeps the newest hundred thousand at most and counts them all', () => {
    const log = new CallLog();
    for (let i = 0; i < 100_001; i += 1) {
      log.end(log.add(aCall('x')), { aborted: false, usage: { inputTokens: 2, outputTokens: 1 } });
    }
    expect(log.calls.length).toBeLessThanOrEqual(100_000);
    expect(log.calls.length).toBeGreaterThan(89_000);
    expect(log.calls.at(-1)?.id).toBe(100_001);
    expect(log.counts).toMatchObject({
      total: 100_001,
      open: 0,
      mostOpen: 1,
      inputTokens: 200_002,
      outputTokens: 100_001,
      byAgent: { cto: 100_001 },
      byOutcome: { ok: 100_001 },
    });
  });

  it('keeps the first 20 kB of a text, and the texts of the newest alone', () => {
    const log = new CallLog();
    const long = 'x'.repeat(50_000);
    for (let i = 0; i < 3300; i += 1) log.add(aCall(long));
    expect(log.calls.at(-1)?.text).toHaveLength(20_000);
    expect(log.calls[0]?.text).toBe('');
    expect(log.calls.filter(({ text }) => text !== '')).toHaveLength(3200);
  });

  it('knows which calls are open and which were given up', () => {
    const log = new CallLog();
    const [first] = [log.add(aCall('a')), log.add(aCall('b'))];
    log.end(first, { aborted: true, usage: null });
    expect(log.counts).toMatchObject({ total: 2, open: 1, mostOpen: 2, aborted: 1, outputTokens: 0 });
    expect(log.calls.map(({ endedAt }) => endedAt === null)).toEqual([false, true]);
  });
});

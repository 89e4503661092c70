import { parseTrace, traceProblems } from './trace-csv';

describe('parseTrace', () => {
  it('reads requests in the order of their time, whatever that of rows and columns', () => {
    const trace = parseTrace('input_tokens,seconds,output_tokens\r\n500,12.5,80\n900,10,120\n\n');
    expect(trace).toEqual({ seconds: [0, 2.5], inputTokens: [900, 500], outputTokens: [120, 80] });
  });

  it('reads timestamps', () => {
    const trace = parseTrace(
      'timestamp,input_tokens,output_tokens\n2026-11-20T10:00:00Z,1,1\n2026-11-20T10:01:00+00:00,2,2',
    );
    expect(trace.seconds).toEqual([0, 60]);
  });

  it('names each cell that it cannot read', () => {
    const csv = 'seconds,input_tokens,output_tokens\n1,2,3\nsoon,2,3\n4,2.5,0\n5,,1';
    expect(traceProblems(csv).map(({ pointer }) => pointer)).toEqual([
      '/rows/1/seconds',
      '/rows/2/input_tokens',
      '/rows/2/output_tokens',
      '/rows/3/input_tokens',
    ]);
    expect(() => parseTrace(csv)).toThrow(/expected seconds, got "soon"/);
  });

  it.each(['', 'seconds,input_tokens\n1,2', 'seconds,input_tokens,output_tokens'])(
    'refuses a file without columns or rows: %j',
    (csv) => {
      expect(traceProblems(csv)).not.toEqual([]);
    },
  );
});

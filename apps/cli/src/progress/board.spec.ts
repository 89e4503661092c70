import { Paint } from '../terminal/paint';
import { drawBoard } from './board';
import type { AgentPicture, RunPicture } from './run-picture';
import { withChange } from './run-picture';

const PLAIN = new Paint(false);

function anAgent(id: string, parts: Partial<AgentPicture> = {}): AgentPicture {
  const name = id.toUpperCase();
  return {
    id,
    name,
    status: 'pending',
    attempt: 0,
    since: null,
    durationMs: null,
    error: null,
    carried: false,
    ...parts,
  };
}

function aRun(agents: AgentPicture[], parts: Partial<RunPicture> = {}): RunPicture {
  return {
    id: 'r',
    title: 'Support assistant',
    state: 'running',
    percent: 41.6,
    step: 'analysing',
    agents,
    ...parts,
  };
}

describe('drawBoard', () => {
  it('draws a line for each agent, aligned, between a heading and the total', () => {
    const picture = aRun([
      anAgent('cto', { status: 'succeeded', attempt: 1, durationMs: 1234 }),
      anAgent('research', { status: 'running', attempt: 2, since: 1000 }),
      anAgent('mlops', { status: 'failed', attempt: 3, error: 'the model is not listed' }),
      anAgent('report'),
    ]);
    expect(drawBoard(picture, PLAIN, 80, 3500)).toEqual([
      'Support assistant',
      '  CTO       ████████████████████  done in 1.2 s',
      '  RESEARCH  ··········█████·····  working 2.5 s, attempt 2',
      '  MLOPS     ××××××××××××××××××××  failed, attempt 3: the model is not listed',
      '  REPORT    ····················  waiting',
      ' 42 %  running: analysing',
    ]);
  });

  it('says of an agent whose run ended before it did that it stopped with the run', () => {
    const stopped = anAgent('cto', { status: 'stopped', attempt: 1 });
    expect(drawBoard(aRun([stopped], { state: 'cancelled', step: 'cancelled' }), PLAIN, 80, 0)).toEqual([
      'Support assistant',
      '  CTO  ····················  stopped with the run',
      ' 42 %  cancelled: cancelled',
    ]);
  });

  it('moves the bar of a working agent to and fro', () => {
    const line = (now: number): string =>
      drawBoard(aRun([anAgent('a', { status: 'running', attempt: 1, since: 0 })]), PLAIN, 80, now)[1] ?? '';
    expect(line(0)).toContain('█████···············');
    expect(line(15 * 120)).toContain('···············█████');
    expect(line(30 * 120)).toContain('█████···············');
  });

  it.each([50, 80, 200])('fits into %i columns', (columns) => {
    const agents = [anAgent('web-research', { status: 'retrying', attempt: 1, error: 'x'.repeat(200) })];
    const picture = aRun(agents, { title: 'y'.repeat(200), step: 'z'.repeat(200) });
    const lines = drawBoard(picture, PLAIN, columns, 0);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('has no control codes without colours', () => {
    expect(drawBoard(aRun([anAgent('a', { status: 'succeeded' })]), PLAIN, 80, 0).join('')).not.toContain(
      '\u001b',
    );
  });
});

describe('withChange', () => {
  it('follows an agent through a retry to its end', () => {
    const change = { type: 'agent.state', agent: 'cto' } as const;
    let picture = withChange(aRun([anAgent('cto')]), { ...change, status: 'running', attempt: 1 }, 100);
    expect(picture.agents[0]).toMatchObject({ status: 'running', attempt: 1, since: 100 });
    picture = withChange(picture, { ...change, status: 'retrying', attempt: 1, error: 'timed out' }, 200);
    expect(picture.agents[0]).toMatchObject({ status: 'retrying', since: null, error: 'timed out' });
    picture = withChange(picture, { ...change, status: 'running', attempt: 2 }, 300);
    picture = withChange(picture, { ...change, status: 'succeeded', attempt: 2, durationMs: 50 }, 400);
    expect(picture.agents[0]).toMatchObject({ status: 'succeeded', attempt: 2, durationMs: 50, error: null });
  });

  it('is not set back by an event that tells again what a snapshot showed', () => {
    const picture = aRun([anAgent('cto', { status: 'succeeded', attempt: 1, durationMs: 50 })]);
    const again = { type: 'agent.state', agent: 'cto', status: 'running', attempt: 1 } as const;
    expect(withChange(picture, again, 0)).toEqual(picture);
  });

  it('takes in an agent that it did not know', () => {
    const change = { type: 'agent.state', agent: 'ai-consultant', status: 'running', attempt: 1 } as const;
    expect(withChange(aRun([]), change, 0).agents).toMatchObject([
      { id: 'ai-consultant', name: 'AI consultant' },
    ]);
  });

  it('takes over state and progress', () => {
    const picture = withChange(aRun([]), { type: 'run.state', state: 'reporting' }, 0);
    expect(
      withChange(picture, { type: 'run.progress', percent: 95, step: 'writing the report' }, 0),
    ).toMatchObject({
      state: 'reporting',
      percent: 95,
      step: 'writing the report',
    });
  });
});

import { Writable } from 'node:stream';
import { Terminal } from '../terminal/terminal';
import { PlainDisplay } from './plain-display';
import type { AgentPicture, RunPicture } from './run-picture';

let text = '';
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    text += chunk.toString();
    done();
  },
});

beforeEach(() => {
  text = '';
});

function anAgent(parts: Partial<AgentPicture>): AgentPicture {
  const none = { attempt: 1, since: null, durationMs: null, error: null, carried: false };
  return { id: 'cto', name: 'CTO', status: 'pending', ...none, ...parts };
}

function show(...pictures: Partial<RunPicture>[]): string[] {
  const display = new PlainDisplay(new Terminal(stream, stream, {}));
  const run = { id: 'r', title: 'x', state: 'running', percent: 12.4, step: '', agents: [] };
  for (const picture of pictures) display.show({ ...run, ...picture });
  display.close();
  return text.split('\n').slice(0, -1);
}

describe('PlainDisplay', () => {
  it('says each thing once, when it happens', () => {
    const working = [anAgent({ status: 'running' })];
    const done = [anAgent({ status: 'succeeded', durationMs: 1500 })];
    const lines = show(
      { state: 'queued', percent: 0 },
      { agents: [anAgent({})] },
      { agents: working },
      { agents: working },
      { agents: done },
      { agents: done, state: 'completed', percent: 100 },
    );
    expect(lines).toEqual([
      '  0 %  waiting for a worker',
      ' 12 %  the agents begin',
      ' 12 %  CTO started',
      ' 12 %  CTO done in 1.5 s',
      '100 %  completed',
    ]);
  });

  it('says why an agent is tried again and why it failed', () => {
    const lines = show(
      { agents: [anAgent({ status: 'retrying', error: 'timed out' })] },
      { agents: [anAgent({ status: 'running', attempt: 2 })] },
      { agents: [anAgent({ status: 'failed', attempt: 2, error: 'timed out' })] },
    );
    expect(lines.slice(1)).toEqual([
      ' 12 %  CTO will try again: timed out',
      ' 12 %  CTO started (attempt 2)',
      ' 12 %  CTO failed (attempt 2): timed out',
    ]);
  });

  it('says of a run that was cancelled only that, not once for each agent that stopped with it', () => {
    const lines = show(
      { agents: [anAgent({ status: 'running' })] },
      { agents: [anAgent({ status: 'stopped' })], state: 'cancelled' },
    );
    expect(lines).toEqual([' 12 %  the agents begin', ' 12 %  CTO started', ' 12 %  cancelled']);
  });

  it('leaves the agents of a run that had ended before to the summary', () => {
    expect(show({ state: 'completed', percent: 100, agents: [anAgent({ status: 'succeeded' })] })).toEqual([
      '100 %  completed',
    ]);
  });
});

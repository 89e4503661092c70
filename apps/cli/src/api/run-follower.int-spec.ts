import { FakeApi, sseFrame } from '../../../../test/support/fake-api';
import { ApiClient } from './api-client';
import type { FollowTiming, RunNews } from './run-follower';
import { RunFollower } from './run-follower';

const RUN = 'GET /v1/runs/r1';
const EVENTS = 'GET /v1/runs/r1/events';
const NEVER = new AbortController().signal;

let api: FakeApi;
let url: string;
beforeEach(async () => {
  api = new FakeApi();
  url = await api.listen();
});
afterEach(() => api.close());

async function follow(timing: Partial<FollowTiming> = {}): Promise<RunNews[]> {
  const follower = new RunFollower(new ApiClient(url), 'r1', { retryMs: 1, ...timing });
  const all: RunNews[] = [];
  for await (const news of follower.news(NEVER)) all.push(news);
  return all;
}

/** Reads of the run give each state in turn, the last one for ever. */
function runStates(...states: string[]): void {
  api.on(RUN, (_request, response) => {
    const state = states.length > 1 ? states.shift() : states[0];
    response.end(JSON.stringify({ id: 'r1', state, agents: [] }));
  });
}

/** Each opening of the stream sends its frames and ends; `hold` keeps the last one open. */
function streams(pieces: string[], hold = false): void {
  api.on(EVENTS, (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const piece = pieces.shift() ?? '';
    if (hold && pieces.length === 0) response.write(piece);
    else response.end(piece);
  });
}

function states(all: readonly RunNews[]): string[] {
  return all.flatMap((news) => {
    if (news.kind === 'run') return [`read ${news.run.state}`];
    return news.change.type === 'run.state' ? [news.change.state] : [];
  });
}

const state = (name: string, id: string): string =>
  sseFrame('run.state', { type: 'run.state', state: name, at: '' }, id);

describe('RunFollower', () => {
  it('tells every event and ends with the run as it ended', async () => {
    runStates('queued', 'completed');
    streams([state('running', 'g-1') + state('completed', 'g-2')], true);
    expect(states(await follow())).toEqual(['read queued', 'running', 'completed', 'read completed']);
  });

  it('takes up a broken stream after the last event it saw', async () => {
    runStates('queued', 'running', 'completed');
    streams([state('validating', 'g-1') + state('running', 'g-2'), state('completed', 'g-3')]);
    expect(states(await follow())).toEqual([
      'read queued',
      'validating',
      'running',
      'read running',
      'completed',
      'read completed',
    ]);
    expect(api.requests(EVENTS).map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'g-2']);
  });

  it('starts from a snapshot again after a resync', async () => {
    runStates('queued', 'running', 'completed');
    streams([state('running', 'g-7') + sseFrame('resync', { reason: 'too-old' }), state('completed', 'h-1')]);
    await follow();
    expect(api.requests(EVENTS).map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('reads the run itself while there is no stream', async () => {
    runStates('queued', 'running', 'reporting', 'partial');
    api.json(EVENTS, { code: 'redis.unavailable', detail: 'away' }, 503);
    expect(states(await follow())).toEqual(['read queued', 'read running', 'read reporting', 'read partial']);
  });

  it('leaves a stream on which nothing comes any more', async () => {
    runStates('running', 'completed');
    streams([': hello\n\n'], true);
    expect(states(await follow({ silenceMs: 20 }))).toEqual(['read running', 'read completed']);
  });

  it('skips frames that it does not know', async () => {
    runStates('running', 'completed');
    streams([sseFrame('agent.thought', { type: 'agent.thought' }, 'g-1') + state('completed', 'g-2')]);
    expect(states(await follow())).toEqual(['read running', 'completed', 'read completed']);
  });

  it('opens no stream for a run that has ended', async () => {
    runStates('failed');
    expect(states(await follow())).toEqual(['read failed']);
    expect(api.requests(EVENTS)).toEqual([]);
  });

  it('says that there is no such run', async () => {
    api.json(RUN, { code: 'run.not-found', title: 'Not found', detail: 'There is no run r1.' }, 404);
    await expect(follow()).rejects.toMatchObject({ code: 'run.not-found', message: 'There is no run r1.' });
  });

  it('ends when it is told to', async () => {
    runStates('running');
    streams([': hello\n\n'], true);
    const stop = new AbortController();
    const news = new RunFollower(new ApiClient(url), 'r1').news(stop.signal);
    await news.next();
    const next = news.next();
    stop.abort();
    await expect(next).rejects.toThrow(/abort/);
  });
});

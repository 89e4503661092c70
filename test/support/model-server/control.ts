import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseBehaviour, type Behaviour } from './behaviour';
import type { CallLog } from './call-log';
import { readJson, sendJson } from './http-body';

const LISTED = 1000;

/** What the control endpoints reach: the server, from another process. */
export interface Controlled {
  readonly log: CallLog;
  behaviour(): Behaviour;
  behave(behaviour: Partial<Behaviour>): void;
  reset(): void;
}

/** Answers a request to a path that starts with `/_`. */
export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  server: Controlled,
): Promise<void> {
  const { log } = server;
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /_calls':
      sendJson(response, 200, listed(url, log));
      return;
    case 'GET /_calls/count':
      sendJson(response, 200, log.counts);
      return;
    case 'GET /_behaviour':
      sendJson(response, 200, server.behaviour());
      return;
    case 'POST /_behaviour':
      try {
        server.behave(parseBehaviour(await readJson(request)));
        sendJson(response, 200, server.behaviour());
      } catch (error) {
        sendJson(response, 400, { error: (error as Error).message });
      }
      return;
    case 'POST /_reset':
      server.reset();
      sendJson(response, 200, server.behaviour());
      return;
    default:
      sendJson(response, 404, {
        error: `No such control: ${request.method} ${url.pathname}. There are GET /_calls, GET /_calls/count, GET and POST /_behaviour, POST /_reset.`,
      });
  }
}

/** The newest calls, oldest first: `?limit=` says how many, `?text=false` leaves the texts out. */
function listed(url: URL, { calls }: CallLog): unknown[] {
  const limit = Number(url.searchParams.get('limit') ?? LISTED);
  const newest = limit > 0 ? calls.slice(-limit) : [];
  return url.searchParams.get('text') === 'false' ? newest.map(({ text: _text, ...call }) => call) : newest;
}

// Clients of the event stream: each has a connection of its own and notes how long each event was under way.
import { SseClient } from '../../support/sse-client';
import { monotonicMs } from '../monotonic-clock';
import { answerQuestions } from './answers';

const OPENED_AT_ONCE = 50;

let delays: number[] = [];
let clients: SseClient[] = [];
let broken = 0;

async function open(urls: readonly string[]): Promise<number> {
  for (let from = 0; from < urls.length; from += OPENED_AT_ONCE) {
    await Promise.all(urls.slice(from, from + OPENED_AT_ONCE).map(openOne));
  }
  return clients.length;
}

async function openOne(url: string): Promise<void> {
  const client = await SseClient.open(url);
  const first = await client.next();
  if (client.status !== 200 || first?.event !== 'snapshot') throw new Error(`${url} gave ${client.status}`);
  clients.push(client);
  void listen(client);
}

async function listen(client: SseClient): Promise<void> {
  try {
    for (let frame = await client.next(); frame; frame = await client.next()) {
      const arrivedAt = monotonicMs();
      // The writer puts the moment of writing where a run says what it is doing.
      const sentAt = Number((frame.data as { step?: string }).step);
      if (frame.event === 'run.progress' && sentAt > 0) delays.push(arrivedAt - sentAt);
    }
  } catch {
    // Ended by the server or by `close`; what matters is whether it was still wanted.
  }
  if (clients.includes(client)) broken += 1;
}

function close(): void {
  const open = clients;
  clients = [];
  for (const client of open) client.close();
}

answerQuestions({
  open,
  close,
  count: () => delays.length,
  broken: () => broken,
  take: () => {
    const taken = delays;
    delays = [];
    return taken;
  },
});

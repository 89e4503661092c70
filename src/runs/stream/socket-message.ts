import { AppError } from '@app/kernel';
import { z } from 'zod';

const runId = z.string().min(1).max(64);

const socketMessage = z.union([
  z.strictObject({ subscribe: runId, lastEventId: z.string().max(64).optional() }),
  z.strictObject({ unsubscribe: runId }),
]);

/** What a client may say over a WebSocket. */
export type SocketMessage = z.infer<typeof socketMessage>;

/** @throws stream.bad-message when the text is not JSON of a form that is known. */
export function parseSocketMessage(text: string): SocketMessage {
  const parsed = socketMessage.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new AppError({
    kind: 'invalid',
    code: 'stream.bad-message',
    message:
      'Expected {"subscribe": "<run id>", "lastEventId": "<id>"} (lastEventId may be left out) or ' +
      '{"unsubscribe": "<run id>"} as JSON text.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

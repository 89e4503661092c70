import type { RunState } from '@app/runs';
import { isTerminal } from '@app/runs';
import type { FastifyReply } from 'fastify';

/** Seconds between two looks at a run that is under way. */
const LOOK_AGAIN_SECONDS = 1;

/** Says when to look again, as long as there is something to wait for. */
export function hintPolling(state: RunState, reply: FastifyReply): void {
  if (!isTerminal(state)) void reply.header('Retry-After', String(LOOK_AGAIN_SECONDS));
}

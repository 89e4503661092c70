import type { ReportFile } from '@app/report-files';
import { isLive } from '@app/report-files';
import type { FastifyReply } from 'fastify';

/** Seconds between two looks at a report that is under way. */
const LOOK_AGAIN_SECONDS = 1;

/** Says when to look again, as long as there is something to wait for. */
export function hintReportPolling({ state }: ReportFile, reply: FastifyReply): void {
  if (isLive(state)) void reply.header('Retry-After', String(LOOK_AGAIN_SECONDS));
}

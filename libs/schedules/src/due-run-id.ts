import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const OTHER_CHARACTERS = 16;

/**
 * The id of the run of one due time: the same whoever starts it and how often, so that it is started once. A ULID of
 * the due time, so that it sorts among other runs.
 */
export function dueRunId(tenantId: string, assessmentId: string, dueAt: Date): string {
  let time = dueAt.getTime();
  let text = '';
  for (let at = 0; at < TIME_CHARACTERS; at += 1) {
    text = `${ALPHABET[time % 32]}${text}`;
    time = Math.floor(time / 32);
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([tenantId, assessmentId, dueAt.getTime()]))
    .digest();
  const rest = [...hash.subarray(0, OTHER_CHARACTERS)].map((byte) => ALPHABET[byte % 32]);
  return `${text}${rest.join('')}`;
}

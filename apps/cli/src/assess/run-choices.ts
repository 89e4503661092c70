import type { RunWish } from '../api/api-client';
import { badOption } from './assess.errors';

/** The options of a run as typed. */
export interface RunChoices {
  readonly asOf?: string;
  readonly quorum?: string;
}

/** @throws option.invalid */
export function parseRunChoices({ asOf, quorum }: RunChoices): RunWish {
  if (asOf !== undefined && !isDate(asOf)) throw badOption('--as-of', 'a date such as 2026-11-20', asOf);
  const count = quorum === undefined ? undefined : Number(quorum);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 11)) {
    throw badOption('--quorum', 'a whole number of agents, 1 to 11', quorum ?? '');
  }
  return { ...(asOf !== undefined && { asOf }), ...(count !== undefined && { quorum: count }) };
}

/** A day that exists, written as ISO 8601 does: the 30th of February is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

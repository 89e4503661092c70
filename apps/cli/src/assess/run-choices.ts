import type { RunWish } from '../api/api-client';
import { badOption } from './assess.errors';

/** The options of a run as typed. */
export interface RunChoices {
  readonly asOf?: string;
  readonly quorum?: string;
  readonly narration?: string;
  readonly budgetUsd?: string;
}

const NARRATIONS = ['off', 'preferred', 'required'];
const MOST_USD = 10_000;

/** @throws option.invalid */
export function parseRunChoices({ asOf, quorum, narration, budgetUsd }: RunChoices): RunWish {
  if (asOf !== undefined && !isDate(asOf)) throw badOption('--as-of', 'a date such as 2026-11-20', asOf);
  const count = quorum === undefined ? undefined : Number(quorum);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 11)) {
    throw badOption('--quorum', 'a whole number of agents, 1 to 11', quorum ?? '');
  }
  if (narration !== undefined && !NARRATIONS.includes(narration)) {
    throw badOption('--narration', 'off, preferred or required', narration);
  }
  const budget = budgetUsd === undefined ? undefined : Number(budgetUsd);
  if (budget !== undefined && !(budgetUsd?.trim() !== '' && budget >= 0 && budget <= MOST_USD)) {
    throw badOption('--budget-usd', `an amount in US dollars, 0 to ${MOST_USD}`, budgetUsd ?? '');
  }
  return {
    ...(asOf !== undefined && { asOf }),
    ...(count !== undefined && { quorum: count }),
    ...(narration !== undefined && { narration }),
    ...(budget !== undefined && { budgetUsd: budget }),
  };
}

/** A day that exists, written as ISO 8601 does: the 30th of February is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

import { z } from 'zod';

const STATUSES = [400, 401, 404, 408, 425, 500, 503] as const;
const NAMED_FAULTS = [
  'ok',
  'hang',
  'drop',
  'drop-midway',
  'malformed-json',
  'truncated',
  'huge',
  'slow-drip',
  'prose',
  'wrong-shape',
  'empty',
] as const;

const faultSchema = z.union([
  z.enum(NAMED_FAULTS),
  z.strictObject({ status: z.literal(429), retryAfterSeconds: z.number().min(0).optional() }),
  z.strictObject({ status: z.literal(STATUSES) }),
]);

const behaviourSchema = z.strictObject({
  latencyMs: z.number().min(0),
  failureRate: z.number().min(0).max(1),
  seed: z.int(),
  fault: faultSchema,
  script: z.array(faultSchema).readonly(),
  failAgents: z.array(z.string()).readonly(),
});

/** What goes wrong with one call, on the wire. `ok` is no fault. */
export type Fault = z.infer<typeof faultSchema>;

/** How calls are answered, until told otherwise. */
export interface Behaviour {
  /** Passes before the first byte of an answer, also of one that is a fault. */
  readonly latencyMs: number;
  /** The share of calls that fail: with a 500, a 429 or a dropped socket, drawn by the seed. */
  readonly failureRate: number;
  readonly seed: number;
  /** Of every call that nothing below decides. */
  readonly fault: Fault;
  /** Of the next calls, one each, in order. */
  readonly script: readonly Fault[];
  /** Calls whose user message names one of these as its `agent` get a 500, whatever else is set. */
  readonly failAgents: readonly string[];
}

export const NO_FAULTS: Behaviour = {
  latencyMs: 0,
  failureRate: 0,
  seed: 1,
  fault: 'ok',
  script: [],
  failAgents: [],
};

/** The name of a fault in a record: `hang`, `status-429`. */
export function faultName(fault: Fault): string {
  return typeof fault === 'string' ? fault : `status-${fault.status}`;
}

/** Reads what a request for other behaviour says; the message of the error tells what was expected. */
export function parseBehaviour(value: unknown): Partial<Behaviour> {
  const parsed = behaviourSchema.partial().safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${z.prettifyError(parsed.error)}\nA fault is one of ${NAMED_FAULTS.join(', ')}, or { "status": 429, "retryAfterSeconds": 2 }, or { "status": ${STATUSES.join('|')} }.`,
  );
}

/** Reads a fault as the command line gives it: `hang`, `503`, `429:2` for a 429 that asks to wait two seconds. */
export function parseFault(word: string): Fault {
  const [status, wait] = word.split(':').map(Number);
  const fault = Number.isNaN(status)
    ? word
    : { status, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
  return parseBehaviour({ fault }).fault ?? 'ok';
}

import { ALL_COMPLETED } from '../checker/evidence';
import { assessmentOf } from '../load/client';
import { ask, type HttpAnswer } from '../load/http';
import type { Drill } from './drill';
import type { Trial } from './trial';

const AT_ONCE = 50;

/** D13: one request comes fifty times in the same moment, at every API. It is done once, and answered alike. */
export const sameKey: Drill = {
  id: 'D13',
  title: 'the same POST 50 times at once with one Idempotency-Key',
  rounds: { short: 1, long: 10 },
  needs: { apis: 2, workers: 1 },
  async run(trial) {
    for (let round = 0; round < trial.rounds; round += 1) await strike(trial);
    await trial.settle(ALL_COMPLETED);
  },
};

async function strike(trial: Trial): Promise<void> {
  const { ledger, random } = trial;
  const marker = `w${random.word(11)}`;
  const made = await manyTimes(trial, '/v1/assessments', assessmentOf(marker), 201);
  if (!made) return;
  ledger.assessments.add(made);
  const runId = await manyTimes(trial, `/v1/assessments/${made}/runs`, { seed: 1 }, 202, { seed: 2 });
  if (runId) ledger.told.push({ runId, tenantId: 'local', assessmentId: made, marker, toldAt: Date.now() });
}

/** The id that all answers name, or null when they are not alike. */
async function manyTimes(
  trial: Trial,
  path: string,
  body: unknown,
  expected: number,
  other: unknown = assessmentOf('another'),
): Promise<string | null> {
  const addresses = trial.world.addresses();
  const headers = { 'idempotency-key': trial.random.word(24) };
  const post = (index: number, payload: unknown): Promise<HttpAnswer> =>
    ask(`${addresses[index % addresses.length]}${path}`, { method: 'POST', body: payload, headers });
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => post(index, body)));
  const statuses = new Set(answers.map(({ status }) => status));
  const bodies = new Set(answers.map(({ text }) => text));
  trial.require(
    statuses.size === 1 && statuses.has(expected),
    `${path} was answered ${[...statuses].join()}`,
  );
  trial.require(bodies.size === 1, `${path} was answered in ${bodies.size} ways`);
  const changed = await post(0, other);
  trial.require(changed.status === 422, `the key with another body was answered ${changed.status}`);
  const [text] = bodies;
  return text === undefined || bodies.size > 1 ? null : (JSON.parse(text) as { id: string }).id;
}

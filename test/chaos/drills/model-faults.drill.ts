import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Fault } from '../../support/model-server/behaviour';
import { NotRun, type Drill } from './drill';
import { CALM, type ModelAccess } from './model-access';
import type { Trial } from './trial';

const FAULTS: readonly Fault[] = [
  { status: 429, retryAfterSeconds: 1 },
  { status: 500 },
  'hang',
  'truncated',
  'huge',
  'slow-drip',
];
const VICTIM = 'compliance';
const TRIES = 3;

/** D8: a language model fails in every way that it can. The computed result stands, or the report names who is missing. */
export const modelFaults: Drill = {
  id: 'D8',
  title: 'a language model answers 429, 500, never, half, 10 MB, byte by byte, or never for one agent',
  rounds: { short: 1, long: 3 },
  needs: { apis: 1, workers: 1 },
  async run(trial) {
    const { model } = trial.parts;
    if (!model) throw new NotRun('there is no model server');
    try {
      await asksAtAll(trial, model);
      for (let round = 0; round < trial.rounds; round += 1) {
        await everyFault(trial, model);
        await oneAgentFails(trial, model);
        await cancelled(trial, model);
      }
    } finally {
      model.server.behave(CALM);
    }
  },
};

async function asksAtAll(trial: Trial, model: ModelAccess): Promise<void> {
  const [told] = await trial.submit(1);
  const evidence = await trial.settle(ALL_COMPLETED);
  const calls = evidence.calls.filter(({ runId }) => runId === told?.runId);
  trial.note(`D8: a calm run asks ${evidence.calls.length} times, ${calls.length} of them name it`);
  if (evidence.calls.length === 0)
    throw new NotRun(`the product did not ask the model at ${model.server.url}`);
}

/** One fault for all calls of some runs: they complete, on the computed text. */
async function everyFault(trial: Trial, { server }: ModelAccess): Promise<void> {
  for (const fault of FAULTS) {
    server.behave({ ...CALM, fault });
    await trial.submit(2);
    const evidence = await trial.settle(ALL_COMPLETED);
    const asked = evidence.calls.length;
    trial.require(asked > 0, `no model was asked while it answered ${JSON.stringify(fault)}`);
    trial.note(`D8: ${JSON.stringify(fault)}: ${asked} calls for ${evidence.runs.length} runs`);
  }
}

/** One agent fails always. Where its wording is required the report names it; else its computed text stands. */
async function oneAgentFails(trial: Trial, { server }: ModelAccess): Promise<void> {
  server.behave({ ...CALM, failAgents: [VICTIM] });
  // Two runs: two waits may be alike by chance, four are not.
  const waits = [...(await triesOfOne(trial, server)), ...(await triesOfOne(trial, server))];
  trial.require(new Set(waits).size > 1, 'all waits are alike: there is no jitter');

  const [required] = await trial.submit(1, { narration: 'required' });
  const evidence = await trial.settle({ states: ['partial'], streams: 'kept' });
  const missing = evidence.runs.find(({ _id }) => _id === required?.runId)?.missingAgents ?? [];
  trial.require(
    missing.length === 1 && missing[0] === VICTIM,
    `the report was to miss ${VICTIM} alone, it misses [${missing.join()}]`,
  );
  server.behave(CALM);
}

async function saysWhy(trial: Trial, runId: string): Promise<void> {
  const steps = await trial.reader.outputs(runId);
  const output = JSON.stringify(steps.find(({ agent }) => agent === VICTIM)?.output ?? null);
  trial.require(
    /"reason"|"code":"(llm|narration|model)\./.test(output),
    `${VICTIM} does not say why its text is the computed one`,
  );
}

/** One run whose agent is tried three times, each after a wait, and says why in vain; the waits in ms. */
async function triesOfOne(trial: Trial, server: ModelAccess['server']): Promise<number[]> {
  const since = Date.now();
  const [told] = await trial.submit(1, { narration: 'preferred' });
  await trial.settle(ALL_COMPLETED);
  if (told) await saysWhy(trial, told.runId);
  const calls = server.calls.filter(({ agent, at }) => agent === VICTIM && at >= since);
  const waits = calls.slice(1).map(({ at }, index) => at - (calls[index]?.endedAt ?? at));
  trial.note(`D8: ${calls.length} tries for ${VICTIM}, after waits of ${waits.join(' and ')} ms`);
  trial.require(calls.length === TRIES, `${VICTIM} was asked ${calls.length} times, not ${TRIES}`);
  trial.require(
    waits.every((wait) => wait > 0),
    'a try came without any wait',
  );
  return waits;
}

/** A run is cancelled while models are asked: no call begins after that was acknowledged. */
async function cancelled(trial: Trial, { server }: ModelAccess): Promise<void> {
  server.behave({ ...CALM, latencyMs: 600, fault: { status: 500 } });
  const client = trial.client();
  const told = await client.submit();
  if (!told) return;
  const giveUpAt = Date.now() + 20_000;
  while (!server.calls.some(({ text }) => text.includes(told.marker)) && Date.now() < giveUpAt)
    await delay(20);
  const done = await client.cancel(told);
  trial.require(done, `run ${told.runId} could not be cancelled while it ran`);
  // Long enough for the tries that would have come.
  await delay(2_500);
  await trial.settle({ states: ['cancelled'], streams: 'kept' });
}

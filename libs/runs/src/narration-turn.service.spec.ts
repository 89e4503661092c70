import type { Agent } from '@app/agents';
import type { LanguageModels, ModelAnswer } from '@app/llm';
import type { RequestContext } from '@app/platform';
import type { PinoLogger } from 'nestjs-pino';
import { aNarratable } from '../../../test/support/narratable-team';
import type { ModelCallRepository } from './model-call.repository';
import { NarrationTurns, type NarrationWish } from './narration-turn.service';
import type { RunClaim } from './run-claim';
import { FencedError } from './run.errors';
import type { RunSpendingRepository } from './run-spending.repository';

const OUTPUT = aNarratable('cto');
const HONEST = {
  summary: OUTPUT.summary,
  statements: OUTPUT.findings.map(({ id, statement }) => ({ id, text: statement })),
  priorities: [],
};

/** Turns whose models answer like this, whatever they are asked. */
function turns(ask: () => Promise<Partial<ModelAnswer<unknown>>>): NarrationTurns {
  return new NarrationTurns(
    { configured: true, ask } as unknown as LanguageModels,
    {} as RunSpendingRepository,
    { insertAll: async () => undefined } as unknown as ModelCallRepository,
    { correlationId: 'c' } as RequestContext,
    { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger,
  );
}

function aWish(over: Partial<NarrationWish> = {}): NarrationWish {
  const { signal } = new AbortController();
  return {
    agent: { id: 'cto', prompt: { ref: { id: 'narrate.cto', version: 1 }, system: '' } } as Agent,
    input: { name: 'Support', workloads: [] },
    output: OUTPUT,
    claim: { signal, fence: { tenantId: 't', runId: 'r', epoch: 1 } } as RunClaim,
    options: { narration: 'preferred', budgetUsd: 1, agentTokenBudget: 1 } as NarrationWish['options'],
    signal,
    leftMs: 60_000,
    ...over,
  };
}

const OPTIONS = aWish().options;

describe('the wording of an output', () => {
  it('takes an answer that was judged elsewhere only after judging it here', async () => {
    const lying = {
      value: { ...HONEST, summary: 'It costs 5.' },
      model: 'm',
      provider: 'p',
      fromCache: true,
    };
    const wording = turns(() => Promise.resolve(lying));
    expect((await wording.word(aWish())).narrative).toMatchObject({
      missing: { code: 'llm.unusable-answer' },
    });
    await expect(
      wording.word(aWish({ options: { ...OPTIONS, narration: 'required' } })),
    ).rejects.toMatchObject({ code: 'llm.unusable-answer' });
  });

  it('asks nobody when the analysis has left no time, and says so', async () => {
    const wording = turns(() => Promise.reject(new Error('nobody is to be asked')));
    expect((await wording.word(aWish({ leftMs: 50 }))).narrative).toMatchObject({
      missing: { code: 'narration.no-time' },
    });
  });

  it('does not take the loss of the run for a model’s failure', async () => {
    const wording = turns(() => Promise.reject(new FencedError('r', 1)));
    await expect(wording.word(aWish())).rejects.toMatchObject({ code: 'run.fenced' });
  });

  it('tells of an unexpected error by its place in the log, not by its words', async () => {
    const wording = turns(() => Promise.reject(new TypeError('secret')));
    const { narrative } = await wording.word(aWish());
    expect(narrative).toMatchObject({ missing: { code: 'narration.failed' } });
    expect(JSON.stringify(narrative)).not.toContain('secret');
  });

  it('gives up on a model that does not stop when it is told to', async () => {
    const stop = new AbortController();
    const wording = turns(() => new Promise(() => stop.abort(new FencedError('r', 1))));
    const claim = { ...aWish().claim, signal: stop.signal } as RunClaim;
    await expect(wording.word(aWish({ claim }))).rejects.toMatchObject({ code: 'run.fenced' });
  });
});

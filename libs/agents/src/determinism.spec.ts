import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { canonicalJson } from '@app/kernel';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AgentOutput } from './agent-output';
import { AGENTS } from './agents';
import { breathe } from './bench/breathe';
import { createWorkbench } from './create-workbench';

const EXAMPLES = ['startup-api-only.yaml', 'corpus-embedding-batch.yaml'];
const ROUNDS = 4;

function exampleOf(file: string): AssessmentInput {
  return parse(readFileSync(join(__dirname, '../../../examples', file), 'utf8')) as AssessmentInput;
}

/** The hash of all outputs, and the order in which the agents ended, when each waits some turns before it begins. */
async function analysed(
  input: AssessmentInput,
  turns: readonly number[],
): Promise<{ hash: string; ended: string }> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  const ended: string[] = [];
  const { signal } = new AbortController();
  const outputs = await Promise.all(
    AGENTS.map(async (agent, index): Promise<AgentOutput> => {
      for (let turn = 0; turn < (turns[index] ?? 0); turn += 1) await breathe(signal);
      const output = await agent.analyse(bench, signal);
      ended.push(agent.id);
      return output;
    }),
  );
  const hash = createHash('sha256').update(canonicalJson(outputs)).digest('hex');
  return { hash, ended: ended.join(' ') };
}

describe.each(EXAMPLES)('the analysis of %s', (file) => {
  it('is the same to the last byte in whichever order the agents begin and end', async () => {
    const input = exampleOf(file);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Another agent is first in each round, and another one last.
      const turns = AGENTS.map(
        (_agent, index) => (((index + 1) * (round * 3 + 1)) % AGENTS.length) * 40 * round,
      );
      rounds.push(await analysed(input, turns));
    }
    expect(new Set(rounds.map(({ hash }) => hash)).size).toBe(1);
    expect(new Set(rounds.map(({ ended }) => ended)).size).toBeGreaterThan(1);
  });
});

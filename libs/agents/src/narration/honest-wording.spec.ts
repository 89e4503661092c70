import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { parse } from 'yaml';
import type { AgentOutput } from '../agent-output';
import { AGENTS } from '../agents';
import { createWorkbench } from '../create-workbench';
import { narrationFaults } from './figure-guard';
import type { NarrationAnswer } from './narration-answer';
import { narrationQuestion } from './narration-question';
import { ownWordsOf } from './own-words';

const EXAMPLES = join(__dirname, '../../../../examples');
const FILES = readdirSync(EXAMPLES)
  .filter((file) => file.endsWith('.yaml'))
  .sort();

async function analysed(file: string): Promise<{ input: AssessmentInput; outputs: AgentOutput[] }> {
  const input = parse(readFileSync(join(EXAMPLES, file), 'utf8')) as AssessmentInput;
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  const { signal } = new AbortController();
  return { input, outputs: await Promise.all(AGENTS.map(async (agent) => agent.analyse(bench, signal))) };
}

/** What a model answers that changes no word. */
function echo(output: AgentOutput): NarrationAnswer {
  const { summary, findings } = narrationQuestion(output);
  return {
    summary,
    statements: findings.map(({ id, statement }) => ({ id, text: statement })),
    priorities: findings.map(({ id }) => id).reverse(),
  };
}

describe.each(FILES)('the guard on %s', (file) => {
  it('lets the computed texts of every agent pass unchanged', async () => {
    const { input, outputs } = await analysed(file);
    for (const output of outputs) {
      expect([output.agent, narrationFaults(output, echo(output), ownWordsOf(input))]).toEqual([
        output.agent,
        [],
      ]);
    }
  });

  it('lets them pass reworded around their figures, names and judgements', async () => {
    const { input, outputs } = await analysed(file);
    for (const output of outputs) {
      const answer = echo(output);
      const reworded = {
        ...answer,
        summary: `In short: ${answer.summary}`,
        statements: answer.statements.map(({ id, text }) => ({ id, text: `Worth knowing: ${text}` })),
      };
      expect([output.agent, narrationFaults(output, reworded, ownWordsOf(input))]).toEqual([
        output.agent,
        [],
      ]);
    }
  });

  it('refuses every text with a number put in, whatever the text', async () => {
    const { input, outputs } = await analysed(file);
    for (const output of outputs) {
      for (const number of ['5', 'seven', '1,200', '½', '٣', 'Ⅻ', 'three-fold', '80GB']) {
        const answer = echo(output);
        const summary = `${answer.summary} It takes ${number} of them`;
        const faults = narrationFaults(output, { ...answer, summary }, ownWordsOf(input));
        expect([number, faults.map(({ words }) => words).join('\n')]).toEqual([
          number,
          expect.stringMatching(/is a number outside a citation|says an amount/),
        ]);
      }
    }
  });
});

describe('the question to a model', () => {
  it('offers every figure that the texts cite, without its value', async () => {
    const { outputs } = await analysed('support-assistant-gdpr.yaml');
    for (const output of outputs) {
      const question = narrationQuestion(output);
      const texts = JSON.stringify([question.summary, question.findings]);
      const cited = [...texts.matchAll(/\[\[([^\]]+)\]\]/g)].map((match) => match[1]);
      expect(question.figures.map(({ id }) => id).sort()).toEqual([...new Set(cited)].sort());
      for (const entry of question.figures) expect(Object.keys(entry)).toEqual(['id', 'label', 'unit']);
    }
  });
});

import { AGENT_IDS, type AgentId, agentById, createWorkbench } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { type Catalog, loadCatalog } from '@app/catalog';
import { type ReportDocument, buildReport } from '@app/reports';
import { type DecisionOverride, synthesise } from '@app/synthesis';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const EXAMPLES = join(__dirname, '../../examples');

/** What an assessment of a test is made with; what is left out is as in the examples of the documents. */
export interface AssessWish {
  readonly runId?: string;
  readonly asOf?: string;
  readonly seed?: number;
  readonly catalog?: Catalog;
  readonly decisions?: readonly DecisionOverride[];
  readonly missing?: readonly AgentId[];
  readonly versions?: Readonly<Record<string, string>>;
}

/** The input of an example that the product ships, fresh each time: `startup-api-only`. */
export function exampleInput(name: string): AssessmentInput {
  return parse(readFileSync(join(EXAMPLES, `${name}.yaml`), 'utf8')) as AssessmentInput;
}

/** The report of the real agents on an input, made in this process. */
export async function assessed(input: AssessmentInput, wish: AssessWish = {}): Promise<ReportDocument> {
  const { asOf = '2026-11-20', seed = 1, catalog = loadCatalog(), decisions = [], missing = [] } = wish;
  const bench = createWorkbench({ input, catalog, asOf, seed, decisions });
  const agents = AGENT_IDS.filter((id) => !missing.includes(id));
  const { signal } = new AbortController();
  const outputs = await Promise.all(agents.map(async (id) => agentById(id).analyse(bench, signal)));
  const synthesis = synthesise(outputs, AGENT_IDS, decisions);
  const at = new Date('2026-11-20T09:00:00Z');
  return buildReport({
    run: {
      id: wish.runId ?? 'run-a',
      state: missing.length === 0 ? 'completed' : 'partial',
      startedAt: at,
      endedAt: at,
      asOf,
      agents: [],
      missing: missing.map((agent) => ({ agent, reason: 'It did not answer in time.' })),
    },
    input,
    outputs,
    synthesis,
    recommendations: synthesis.recommendations,
    versions: wish.versions ?? { 'Infra Mind': '1.0.0', 'Catalog as of': loadCatalog().asOf },
  });
}

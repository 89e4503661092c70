import { AGENTS, AGENT_IDS, createWorkbench, type AgentOutput } from '@app/agents';
import { withWorkloadIds, type AssessmentInput } from '@app/assessments';
import type { PackFacts } from '@app/audit-pack';
import { effectiveCatalog, loadCatalog, NO_OVERRIDES, type CatalogOverrides } from '@app/catalog';
import { buildCheckedReport } from '@app/reports';
import { type AgentStep, AgentTeam, type Run } from '@app/runs';
import { synthesise } from '@app/synthesis';
import { REPORT_FORMATS } from '@app/report-files';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Those that are made in a moment. */
export const TEXT_FORMATS = [REPORT_FORMATS.html, REPORT_FORMATS.md, REPORT_FORMATS.json];

export const PACK_RUN_ID = '01KA4RZ2V9J5Q6M7N8P9R0S1T2';
const BEGAN = Date.parse('2026-11-20T09:00:00.000Z');
const at = (ms: number): Date => new Date(BEGAN + ms);

/** What a pack is made from, of a run of the real agents over one of the examples. */
export async function packFactsOf(
  example: string,
  overrides: CatalogOverrides = NO_OVERRIDES,
): Promise<PackFacts> {
  const text = readFileSync(join(__dirname, '../../examples', example), 'utf8');
  const input = withWorkloadIds(parse(text) as AssessmentInput);
  const catalog = overrides.version === 0 ? loadCatalog() : effectiveCatalog(loadCatalog(), overrides);
  const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 7 });
  const outputs: AgentOutput[] = [];
  const { signal } = new AbortController();
  for (const agent of AGENTS) outputs.push(await agent.analyse(bench, signal));
  const run = aRunOf(input, overrides.version);
  const synthesis = synthesise(outputs, AGENT_IDS, run.decisions);
  const steps = outputs.map((output, index) => aStepOf(output, index));
  const report = buildCheckedReport({
    run: {
      id: run.id,
      state: 'completed',
      startedAt: at(20),
      endedAt: at(2_000),
      asOf: run.options.asOf,
      missing: [],
      agents: steps.map(({ agent, attempts: [first] }) => ({
        agent,
        startedAt: first?.startedAt ?? at(0),
        endedAt: first?.endedAt ?? at(0),
        attempts: 1,
      })),
    },
    input,
    outputs,
    synthesis,
    recommendations: synthesis.recommendations,
    versions: { 'Infra Mind': '0.0.0', 'Catalog as of': catalog.asOf },
  });
  return { run, steps, input, report, overrides, modelCalls: [], approvals: null };
}

function aRunOf(input: AssessmentInput, overridesVersion: number): Run {
  return {
    id: PACK_RUN_ID,
    tenantId: 'a-tenant-that-no-pack-names',
    assessmentId: '01KA4RZ2V9J5Q6M7N8P9R0S1T1',
    assessmentVersion: 3,
    assessmentName: input.name,
    state: 'completed',
    epoch: 1,
    overridesVersion,
    options: {
      quorum: 8,
      asOf: '2026-11-20',
      seed: 7,
      agentTimeoutMs: 60_000,
      agentAttempts: 3,
      agentTokenBudget: 1_000,
      budgetUsd: 1,
      narration: 'off',
    },
    phases: [
      { name: 'queued', startedAt: at(0), endedAt: at(20) },
      { name: 'running', startedAt: at(20), endedAt: at(1_500) },
      { name: 'reporting', startedAt: at(1_500), endedAt: at(2_000) },
    ],
    problems: [],
    missingAgents: [],
    spending: { calls: 0, tokens: {}, microUsd: 0 },
    retryOf: null,
    correlationId: 'a-correlation-that-no-pack-names',
    createdAt: at(0),
    startedAt: at(20),
    endedAt: at(2_000),
  };
}

function aStepOf(output: AgentOutput, index: number): AgentStep {
  const attempt = { number: 1, outcome: 'succeeded' as const, error: null, backoffMs: 0 };
  return {
    runId: PACK_RUN_ID,
    tenantId: 'a-tenant-that-no-pack-names',
    agent: output.agent,
    status: 'succeeded',
    epoch: 1,
    basis: new AgentTeam().basis,
    attempts: [{ ...attempt, startedAt: at(20 + index), endedAt: at(1_000 + index) }],
    carriedFrom: null,
    output,
  };
}

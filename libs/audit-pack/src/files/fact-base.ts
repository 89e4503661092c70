import { AGENT_IDS, type AgentOutput } from '@app/agents';
import type { Figure } from '@app/kernel';
import type { AgentStep, Run } from '@app/runs';
import { type Recommendation, type SynthesisResult, synthesise } from '@app/synthesis';
import type { PackFacts } from '../pack-facts';
import { asRead } from '../pack-json';
import { byName, PACK_FORMAT } from '../pack-layout';

/** An agent's part: its output with the ids of its figures, which are in the fact base once. */
export interface PackedAgent {
  readonly agent: string;
  readonly status: string;
  /** Versions of product and catalog that it computed with. */
  readonly basis: string;
  /** The run in which the result was made, where a retry took it over. */
  readonly carriedFrom: string | null;
  readonly output: (Omit<AgentOutput, 'figures'> & { readonly figureIds: readonly string[] }) | null;
}

/** Everything that a run found: what the reports, and all other files of its pack, rest on. */
export interface FactBase {
  readonly format: number;
  readonly run: PackedRun;
  /** Every figure of the run, by id, with formula, inputs, sources and range. */
  readonly figures: readonly Figure[];
  readonly agents: readonly PackedAgent[];
  readonly synthesis: PackedSynthesis;
}

export type PackedRun = ReturnType<typeof packedRun>;
export type PackedSynthesis = ReturnType<typeof packedSynthesis>;

/** Gathers what a run found. What the report and the agents stored stands before what is joined anew. */
export function factBaseOf({ run, steps, report }: PackFacts): FactBase {
  const outputs = steps.flatMap(({ status, output }) => (status === 'succeeded' && output ? [output] : []));
  // As they will be read from the pack, so that joining those gives the same: the order of keys shows in it.
  const synthesis = synthesise(asRead(outputs), AGENT_IDS, run.decisions);
  const figures = new Map<string, Figure>();
  for (const list of [report.figures, ...outputs.map((output) => output.figures), synthesis.figures]) {
    for (const entry of list) if (!figures.has(entry.id)) figures.set(entry.id, entry);
  }
  return {
    format: PACK_FORMAT,
    run: packedRun(run),
    figures: [...figures.values()].sort((a, b) => byName(a.id, b.id)),
    agents: [...steps].sort((a, b) => byName(a.agent, b.agent)).map(packedAgent),
    synthesis: packedSynthesis(synthesis),
  };
}

/** By whitelist: what names tenant, machines and claims stays out. */
function packedRun(run: Run) {
  const { id, assessmentId, assessmentVersion, assessmentName, state, options, retryOf } = run;
  const { missingAgents, problems, spending, usage, createdAt, startedAt, endedAt } = run;
  return {
    id,
    assessmentId,
    assessmentVersion,
    assessmentName,
    state,
    asOf: options.asOf,
    seed: options.seed,
    quorum: options.quorum,
    narration: options.narration,
    overridesVersion: run.overridesVersion ?? 0,
    retryOf,
    missingAgents,
    /** What people had decided before: the plan is computed on it. */
    decisions: (run.decisions ?? []).map(({ key, option, why, by, decidedAt, version }) => ({
      ...{ key, option, why, by, decidedAt, version },
    })),
    problems: problems.map(({ code, message, pointer, agent }) => ({ code, message, pointer, agent })),
    spending: { calls: spending.calls, tokens: spending.tokens, microUsd: spending.microUsd },
    cpuMs: usage?.cpuMs ?? null,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function packedAgent({ agent, status, basis, carriedFrom, output }: AgentStep): PackedAgent {
  return { agent, status, basis, carriedFrom, output: output && packedOutput(output) };
}

/** What an agent said, with its figures by id. */
export function packedOutput({ figures, ...said }: AgentOutput) {
  return { ...said, figureIds: figures.map(({ id }) => id) };
}

/** What joining the outputs came to, with figures by id. */
export function packedSynthesis({ figures: _figures, recommendations, ...rest }: SynthesisResult) {
  return { ...rest, recommendations: recommendations.map(withoutFigures) };
}

function withoutFigures({ figures, ...rest }: Recommendation) {
  return { ...rest, figureIds: figures.map(({ id }) => id) };
}

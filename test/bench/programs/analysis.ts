// Runs the whole deterministic analysis of an example as a worker does, and tells how long it took and what came of it.
import type { Agent, AgentOutput, EngineTasks } from '@app/agents';
import { AGENTS, createWorkbench, ENGINE_THREAD_PROGRAM, inPlaceTasks, threadTasks } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { canonicalJson } from '@app/kernel';
import { ThreadPool } from '@app/threads';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { answerQuestions } from './answers';

export interface AnalysisOrder {
  readonly asOf: string;
  readonly seed: number;
  /** Threads for long computations; 0 computes in place. */
  readonly threads: number;
}

export interface AnalysisWish {
  /** Path of an example. */
  readonly file: string;
  /** Starts the agents after random pauses, so that they begin and end in any order. */
  readonly shuffled: boolean;
}

export interface AnalysisAnswer {
  readonly ms: number;
  readonly rssMb: number;
  /** SHA-256 of all outputs in the order of the agents. */
  readonly hash: string;
  /** The agents in the order in which they ended, in one word. */
  readonly ended: string;
  readonly bytes: number;
}

const MOST_PAUSE_MS = 20;
const MB = 1024 * 1024;

function main(): void {
  const order = JSON.parse(process.argv[2] ?? '') as AnalysisOrder;
  // Read once by every worker, at its start.
  loadCatalog();
  loadBenchmarks();
  const tasks = tasksOf(order.threads);
  answerQuestions({ analyse: (wish: AnalysisWish) => analyse(order, tasks, wish) });
}

function tasksOf(threads: number): EngineTasks {
  if (threads === 0) return inPlaceTasks;
  return threadTasks(
    new ThreadPool({
      program: ENGINE_THREAD_PROGRAM,
      threads,
      queueLimit: 100,
      timeoutMs: 60_000,
      memoryMb: 192,
    }),
  );
}

async function analyse(
  order: AnalysisOrder,
  tasks: EngineTasks,
  wish: AnalysisWish,
): Promise<AnalysisAnswer> {
  const input = parse(readFileSync(wish.file, 'utf8')) as AssessmentInput;
  const { asOf, seed } = order;
  const { signal } = new AbortController();
  const ended: string[] = [];
  const startedAt = performance.now();
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf, seed, tasks });
  const outputs = await Promise.all(
    AGENTS.map(async (agent: Agent): Promise<AgentOutput> => {
      if (wish.shuffled) await delay(Math.random() * MOST_PAUSE_MS);
      const output = await agent.analyse(bench, signal);
      ended.push(agent.id);
      return output;
    }),
  );
  const ms = performance.now() - startedAt;
  const text = canonicalJson(outputs);
  return {
    ms,
    rssMb: process.memoryUsage().rss / MB,
    hash: createHash('sha256').update(text).digest('hex'),
    ended: ended.join(' '),
    bytes: text.length,
  };
}

main();

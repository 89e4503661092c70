import { cite, type Source } from '@app/kernel';
import { apiModelName } from '@app/pricing';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { answersFromKnowledge } from './answers-from-knowledge';
import { inputBesideBenchmarks } from './input-beside-benchmarks';
import { knownComparisons } from './known-comparisons';
import { measuredBesidePredicted } from './measured-beside-predicted';
import { researchPrompt } from './research.prompt';
import { evidenceRisks } from './evidence-risks';

/** Evidence from the knowledge base with citations, benchmarks, data validation. */
export const researchAgent: Agent = {
  id: 'research',
  title: 'Research',
  decides:
    'On which dated facts the result rests, what is known of workloads like these, and how close sizing and input come to published measurements.',
  prompt: researchPrompt,
  analyse,
};

/** A fact that the result rests on. */
interface UsedFact {
  readonly subject: string;
  readonly source: Source;
}

function analyse(bench: Workbench, signal: AbortSignal): AgentOutput {
  const notes = new Analysis('research', bench);
  const facts = dedupe(bench.workloads.flatMap((workload) => factsOf(workload, bench)));
  signal.throwIfAborted();
  factTable(notes, facts);
  const used = notes.count(
    'research.facts',
    'Catalog facts that the result rests on',
    facts.length,
    'count of distinct sources',
  );
  const weak = facts.filter((fact) => fact.source.confidence !== 'high');
  const unsure = notes.count(
    'research.facts.unsure',
    'Facts whose source is not of high confidence',
    weak.length,
    'count of sources of medium or low confidence',
  );
  if (weak.length > 0) {
    notes.find({
      id: 'research.facts',
      severity: weak.some((fact) => fact.source.confidence === 'low') ? 'medium' : 'low',
      title: `${cite(unsure)} of ${counted(used, 'fact has', 'facts have')} a source of medium or low confidence`,
      statement: `Confirm first: ${listOf(weak.slice(0, 5).map((fact) => fact.subject))}.`,
    });
  }
  const comparisons = knownComparisons(bench.catalog, bench.benchmarks);
  signal.throwIfAborted();
  const compared = measuredBesidePredicted(notes, bench, comparisons.rows);
  inputBesideBenchmarks(notes, bench);
  const known = answersFromKnowledge(notes, bench);
  evidenceRisks(notes, bench, { ...compared, unsure });
  notes.leaveOut({
    id: 'research.literature',
    subject: 'Literature beyond the knowledge base and the catalog',
    reason:
      'the curated facts, the catalog and its benchmark rows are what was read; nothing newer was looked for',
  });
  return notes.done(
    facts.length === 0
      ? 'The result rests on no dated fact of the catalog: no model, hardware or price could be chosen.'
      : `The result rests on ${counted(used, 'dated fact', 'dated facts')}. ${compared.words} ${known}`,
  );
}

function factsOf(workload: WorkloadBench, bench: Workbench): UsedFact[] {
  const model = workload.model();
  const facts: UsedFact[] = [];
  if (model.row) facts.push({ subject: `structure of ${model.row.name}`, source: model.row.source });
  const api = workload.apis().apis[0];
  if (api) facts.push({ subject: `API price of ${apiModelName(api.row)}`, source: api.row.source });
  const best = workload.reference();
  const offer = workload.cheapest();
  const accelerators = [best?.of.acceleratorId, offer?.sizing.of.acceleratorId].flatMap((id) => id ?? []);
  for (const id of new Set(accelerators)) {
    const row = bench.catalog.accelerator(id);
    facts.push({ subject: `specification of ${row.name}`, source: row.source });
  }
  if (offer) {
    const { instance } = offer.priced;
    facts.push({
      subject: `price of ${instance.instanceType} in ${instance.region}`,
      source: instance.source,
    });
    const grid = bench.catalog.findGridCarbon(instance.provider, instance.region);
    if (grid) facts.push({ subject: `grid intensity of ${instance.region}`, source: grid.source });
  }
  return facts;
}

function dedupe(facts: readonly UsedFact[]): UsedFact[] {
  return [...new Map(facts.map((fact) => [fact.subject, fact])).values()].sort((a, b) =>
    a.subject < b.subject ? -1 : 1,
  );
}

function factTable(notes: Analysis, facts: readonly UsedFact[]): void {
  notes.show({
    id: 'research.facts',
    title: 'Facts that the result rests on',
    columns: ['Fact', 'As of', 'Confidence', 'Source'],
    rows: facts.map((fact) => [fact.subject, fact.source.asOf, fact.source.confidence, fact.source.url]),
  });
}

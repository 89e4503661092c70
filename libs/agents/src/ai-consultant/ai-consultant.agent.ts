import type { ApiPriceRow, ModelRow } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { targetVote } from '../bench/availability-vote';
import { breathe } from '../bench/breathe';
import { classOf } from '../bench/model-choice';
import { presuming } from '../bench/hosting-option';
import { apiName, headed, labelled, listOf, nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { apiPrices } from './api-prices';
import { contextFit } from './context-fit';
import { startVote } from './duty-vote';
import { hostingVote } from './hosting-vote';
import { recommendHosting } from './recommend-hosting';
import { buildOrBuy } from './build-or-buy';
import { decidedChoices, searchPositions } from './decided-choices';
import { readiness } from './readiness';
import { OptionShelf, searchSection } from './search-section';
import { useCaseFit } from './use-case-fit';
import { aiConsultantPrompt } from './ai-consultant.prompt';
import { modelRisks } from './model-risks';

/** Use-case fit, model choice, API against self-hosting, build against buy, readiness. */
export const aiConsultantAgent: Agent = {
  id: 'ai-consultant',
  title: 'AI consultant',
  decides: 'Which model serves each use case, and whether an API or own hosting is the better way to run it.',
  prompt: aiConsultantPrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('ai-consultant', bench);
  const conclusions: string[] = [];
  useCaseFit(notes, bench);
  for (const workload of bench.workloads) {
    await breathe(signal);
    modelChoice(notes, workload, bench);
    contextFit(notes, workload);
    apiPrices(notes, workload, bench);
    const vote = hostingVote(notes, workload.undecided(), bench);
    recommendHosting(notes, workload, vote, bench);
    const shelf = new OptionShelf(bench, workload);
    const found = await searchSection(notes, bench, workload, shelf, signal);
    const undecided = await searchPositions(notes, bench, workload, signal);
    buildOrBuy(notes, bench, workload, found, shelf);
    targetVote(notes, workload.undecided());
    if (workload.decisions.length > 0) decidedChoices(notes, workload, found, undecided);
    if (vote) {
      conclusions.push(`${vote.option.startsWith('api') ? 'an API' : 'own hosting'} for ${nameOf(workload)}`);
    }
  }
  readiness(notes, bench);
  startVote(notes, bench);
  notes.leaveOut({
    id: 'ai-consultant.quality',
    subject: 'Whether a model answers well enough',
    reason:
      'the catalog holds no measurement of quality; run an evaluation on your own cases before deciding',
  });
  const summary =
    conclusions.length === 0
      ? bench.workloads.every(({ workload: { mode } }) => mode === 'training' || mode === 'general')
        ? 'Training and classic models run on hardware: between an API and own hosting there is nothing to choose.'
        : 'Neither an API nor own hosting could be preferred: a price or a model is missing on one side.'
      : `On limits and cost alone: ${listOf(conclusions)}. Quality is not judged here.`;
  modelRisks(notes, bench);
  return notes.done(summary);
}

/** A model that nobody named is one of text, whatever the work is called. */
function textAlone(notes: Analysis, workload: WorkloadBench): void {
  const { model } = workload.workload.input;
  if (model?.id !== undefined || model?.apiId !== undefined) return;
  notes.leaveOut({
    id: `ai-consultant.${workload.id}.kind-of-data`,
    subject: `Speech, images or video in ${nameOf(workload)}`,
    reason:
      'nothing names a model, and the catalog holds models of text and of embeddings alone: if the work is of another kind, none of its figures is of it',
  });
}

function modelChoice(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const choice = workload.model();
  if (choice.assumption) notes.assume(choice.assumption);
  if (choice.question) notes.ask(choice.question);
  const free = workload.undecided();
  const api = workload.apis().apis[0]?.row ?? choice.apis[0];
  const freeApi = free.apis().apis[0]?.row ?? free.model().apis[0];
  if (freeApi) voteForApi(notes, free, freeApi);
  const { row: freeRow } = free.model();
  if (freeRow) voteForModel(notes, free, freeRow);
  if (!choice.row) {
    if (!api || workload.hostingLimit !== 'api-only') {
      notes.leaveOut({
        id: `ai-consultant.${workload.id}.self-hosting`,
        subject: `Own hosting of ${nameOf(workload)}`,
        reason: choice.why,
      });
    }
    return;
  }
  textAlone(notes, workload);
  const { row } = choice;
  const parameters = notes.figure({
    id: `ai-consultant.${workload.id}.parameters`,
    label: `Parameters of ${row.name}`,
    value: row.totalParamsB,
    unit: '10^9',
    method: 'sourced',
    sources: [row.source],
  });
  notes.find({
    id: `ai-consultant.${workload.id}.model`,
    severity: 'info',
    title: headed(workload, row.name),
    statement: `A ${classOf(row.totalParamsB)} model with ${cite(parameters)} parameters under ${row.license}, taken because ${choice.why}. ${alternatives(workload, bench)}`,
  });
}

/** The model to host, should it be hosted. */
function voteForModel(notes: Analysis, workload: WorkloadBench, row: ModelRow): void {
  const { origin, why } = workload.model();
  notes.vote({
    key: `${workload.id}.model`,
    label: labelled(workload, 'Model'),
    option: row.id,
    optionLabel: row.name,
    basis: origin === 'stated' || origin === 'from-corpus' ? 'constraint' : 'preference',
    rationale: `Taken because ${why}.`,
    presumes: presuming(workload, 'self-host'),
  });
}

/** The API to use, should it run on one: that of the input, else the cheapest that serves the same model. */
function voteForApi(notes: Analysis, workload: WorkloadBench, api: ApiPriceRow): void {
  // An API of the catalog answers requests; none of them trains a model.
  if (workload.hostingLimit === 'self-host-only' || workload.workload.mode === 'training') return;
  const stated = workload.model().apiStated;
  notes.vote({
    key: `${workload.id}.api-model`,
    label: labelled(workload, 'API model'),
    option: api.id,
    optionLabel: apiName(api),
    basis: stated ? 'constraint' : 'cost',
    rationale: stated
      ? 'Taken because it is named in the input.'
      : 'The cheapest of the APIs compared that serve the model or its class.',
    presumes: presuming(workload, 'api'),
  });
}

/** Open models of the same class that are newer: candidates for an evaluation, not better ones. */
function alternatives(workload: WorkloadBench, bench: Workbench): string {
  const row = workload.model().row;
  if (!row) return '';
  const newer = bench.catalog.models
    .filter(
      (other) =>
        other.kind === row.kind &&
        classOf(other.totalParamsB) === classOf(row.totalParamsB) &&
        other.releaseDate > row.releaseDate,
    )
    .sort((a, b) =>
      a.releaseDate < b.releaseDate ? 1 : a.releaseDate > b.releaseDate ? -1 : a.id < b.id ? -1 : 1,
    )
    .slice(0, 3)
    .map((other) => other.name);
  return newer.length === 0
    ? 'The catalog has no newer open model of this class.'
    : `Newer open models of this class, to be evaluated beside it: ${listOf(newer)}.`;
}

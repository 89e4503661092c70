import type { WorkloadKind } from '@app/assessments';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
import { dataSensitivity } from '../bench/processing-terms';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** What a model is asked to do in each kind of work, and what it takes to do it well. */
const WORK: Readonly<Record<WorkloadKind, { readonly fit: string; readonly takes: string }>> = {
  'llm-serving': {
    fit: 'text in, text out: what such models are made for',
    takes: 'a set of real cases with the answers that are wanted',
  },
  rag: {
    fit: 'answers from given documents',
    takes: 'documents that hold the answers, and a measure of how often the right ones are found',
  },
  agentic: {
    fit: 'works in several steps with tools',
    takes: 'limits on what it may do, and a person who approves what cannot be undone',
  },
  embedding: {
    fit: 'similarity of texts',
    takes: 'pairs of texts of which people have said whether they belong together',
  },
  'batch-inference': {
    fit: 'the same question to many texts, without haste',
    takes: 'a sample that people have answered too',
  },
  'fine-tuning': {
    fit: 'form and manner of answers; new knowledge is better given in the prompt',
    takes: 'examples of the wanted answers, and a comparison with the model as it is',
  },
  training: {
    fit: 'a model of one’s own from the ground',
    takes: 'data and people that few have; compare with adapting an open model first',
  },
  'classic-ml': {
    fit: 'numbers and categories: smaller models than those of language do it',
    takes: 'a baseline of the simplest kind to beat',
  },
};

/** Whether each use case is work for the kind of model that is meant, and on which conditions. */
export function useCaseFit(notes: Analysis, bench: Workbench): void {
  notes.show({
    id: 'ai-consultant.use-case-fit',
    title: 'Use-case fit: what the model is to do, what that takes, and on which conditions',
    columns: ['Use case', 'Fit', 'What it takes', 'Conditions'],
    rows: bench.workloads.map((workload) => {
      const { fit, takes } = WORK[workload.workload.kind];
      return [
        nameOf(workload),
        fit,
        takes,
        conditionsOf(workload, bench).join('; ') || 'none from what was stated',
      ];
    }),
    note: 'Whether a model answers well enough is not in it: that takes an evaluation on your own cases.',
  });
}

function conditionsOf(workload: WorkloadBench, bench: Workbench): string[] {
  const { input, kind } = workload.workload;
  const practices = bench.input.team?.practices;
  const sensitivity = dataSensitivity(workload);
  return [
    ...(kind === 'rag' && input.corpus === undefined ? ['the corpus has to be described'] : []),
    ...(kind === 'agentic' ? ['actions that cannot be undone need an approval'] : []),
    ...(sensitivity === 'sensitive'
      ? ['data that law protects most: a person has to be able to review the answers']
      : []),
    ...(sensitivity === 'personal'
      ? ['data of people: purpose, retention and deletion have to be settled']
      : []),
    ...(input.dataClasses === undefined ? ['which data it handles has to be stated'] : []),
    ...(practices !== undefined && !practices.includes('automated-evaluation')
      ? ['an evaluation that runs with every change has to be built']
      : []),
  ];
}

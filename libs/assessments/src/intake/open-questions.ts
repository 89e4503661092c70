import { jsonPointer } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from '../assessment-input';
import type { OpenQuestion } from './assumption';
import type { WorkloadBook } from './workload-book';

/** Questions about a workload for which no number can stand in. */
export function workloadQuestions(book: WorkloadBook, input: WorkloadInput): void {
  if (!input.model?.id && !input.model?.apiId && !input.model?.class) {
    book.ask(
      'model',
      ['model'],
      'Which model, or which class of model, is meant?',
      'Until it is named, a class is taken by the kind of work; memory, hardware and cost hang on it.',
      'must',
    );
  }
  if (!input.dataClasses) {
    const why = 'Which regulations apply hangs on it; without it they stay undetermined.';
    book.ask('dataClasses', ['dataClasses'], 'Which classes of data does the workload handle?', why, 'must');
  }
  if (!input.residency) {
    const why = 'Every region within the other limits is considered until it is answered.';
    book.ask('residency', ['residency'], 'Where must the data stay?', why, 'should');
  }
  if (input.kind === 'rag' && !input.corpus) {
    const why = 'The size of the index is not evaluated without it.';
    book.ask('corpus', ['corpus', 'documents'], 'How many documents does the corpus hold?', why, 'must');
  }
  if (input.kind === 'training' || input.kind === 'fine-tuning') {
    if (input.training?.deadlineHours === undefined) {
      const why = 'The fewest accelerators that hold the model are taken, however long they take.';
      book.ask(
        'deadline',
        ['training', 'deadlineHours'],
        'Within how many hours must a run be done?',
        why,
        'should',
      );
    }
  }
}

/** Questions about the organisation, its limits and its team. */
export function organisationQuestions(input: AssessmentInput): OpenQuestion[] {
  const ask = (
    path: readonly string[],
    question: string,
    why: string,
    priority: OpenQuestion['priority'],
  ): OpenQuestion => ({
    id: `question.${path.join('.')}`,
    pointer: jsonPointer(path),
    question,
    why,
    priority,
  });
  const open: Array<OpenQuestion | false> = [
    !input.organisation?.regions &&
      ask(
        ['organisation', 'regions'],
        'In which countries does the organisation work, and whose people’s data does it handle?',
        'Which laws apply hangs on it.',
        'must',
      ),
    !input.organisation?.industry &&
      ask(
        ['organisation', 'industry'],
        'What is the industry?',
        'Some regulations bind an industry.',
        'should',
      ),
    input.constraints?.budgetUsdPerMonth === undefined &&
      ask(
        ['constraints', 'budgetUsdPerMonth'],
        'What may it cost a month, in USD?',
        'Options are ranked by cost; none is excluded for its price until it is answered.',
        'should',
      ),
    !input.constraints?.providers &&
      ask(
        ['constraints', 'providers'],
        'Which providers may be used?',
        'All providers with a price in the catalog are compared.',
        'could',
      ),
    !input.controls &&
      ask(
        ['controls'],
        'Which controls are in place, with which evidence?',
        'Every requirement stays not evaluable without it.',
        'must',
      ),
    !input.team?.practices &&
      ask(
        ['team', 'practices'],
        'Which engineering practices are in place?',
        'Maturity is not evaluated.',
        'should',
      ),
  ];
  return open.filter((entry): entry is OpenQuestion => entry !== false);
}

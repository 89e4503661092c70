import { GroupCommit } from './group-commit';

/** One answer for all who ask the same in one turn of the event loop: as fresh as if each had asked alone. */
export class SharedAnswers<Q, A> {
  private readonly asked = new GroupCommit((questions: readonly Q[]) => this.answerAll(questions), {
    isUnordered: true,
  });

  /** `keyOf` is equal for questions that have one answer. */
  constructor(
    private readonly answer: (question: Q) => Promise<A>,
    private readonly keyOf: (question: Q) => string,
  ) {}

  ask(question: Q): Promise<A> {
    return this.asked.add(question);
  }

  private answerAll(questions: readonly Q[]): Promise<PromiseSettledResult<A>[]> {
    const answers = new Map<string, Promise<A>>();
    for (const question of questions) {
      const key = this.keyOf(question);
      if (!answers.has(key)) answers.set(key, this.answer(question));
    }
    return Promise.allSettled(questions.map((question) => answers.get(this.keyOf(question)) as Promise<A>));
  }
}

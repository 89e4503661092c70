/** What a program can be asked, by name. */
export type Answers = Readonly<Record<string, (given: never) => unknown>>;

interface Question {
  readonly id: number;
  readonly question: string;
  readonly given: never;
}

/** Answers the questions of the process that started this one. `whenAlone` is called when that process has gone. */
export function answerQuestions(answers: Answers, whenAlone: () => void = () => process.exit(0)): void {
  process.on('message', (message: Question) => void reply(answers, message));
  process.on('disconnect', whenAlone);
  process.send?.({ ready: true });
}

async function reply(answers: Answers, { id, question, given }: Question): Promise<void> {
  try {
    const answer = answers[question];
    if (!answer) throw new Error(`this program cannot be asked "${question}"`);
    process.send?.({ id, answer: await answer(given) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

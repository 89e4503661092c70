import { SharedAnswers } from './shared-answers';

describe('SharedAnswers', () => {
  const asked: string[] = [];
  const answers = new SharedAnswers(
    async (question: string) => {
      asked.push(question);
      if (question === 'bad') throw new Error('no answer');
      return `${question} ${asked.length}`;
    },
    (question) => question,
  );
  beforeEach(() => asked.splice(0));

  it('asks once for all who ask the same in one turn', async () => {
    expect(await Promise.all(['a', 'b', 'a'].map((one) => answers.ask(one)))).toEqual(['a 1', 'b 2', 'a 1']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('asks anew for whoever asks later', async () => {
    expect([await answers.ask('a'), await answers.ask('a')]).toEqual(['a 1', 'a 2']);
  });

  it('fails those alone whose question has no answer', async () => {
    const outcomes = await Promise.allSettled(['bad', 'a', 'bad'].map((one) => answers.ask(one)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(asked).toEqual(['bad', 'a']);
  });
});

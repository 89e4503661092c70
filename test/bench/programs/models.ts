// A language model that answers after a given time, as a process of its own.
import { ModelServer } from '../../support/model-server/model-server';
import { answerQuestions } from './answers';

async function main(): Promise<void> {
  const server = await ModelServer.start({ latencyMs: Number(process.argv[2]) });
  answerQuestions({
    url: () => server.url,
    takeCalls: () => {
      const { length } = server.calls;
      server.reset();
      return length;
    },
  });
}

void main();

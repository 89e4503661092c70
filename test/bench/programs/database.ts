// The embedded database as a process of its own that ends with the benchmark.
import { startEmbeddedMongo } from '@app/embedded-mongo';
import { answerQuestions } from './answers';
import { readProcess } from './process-reading';

async function main(): Promise<void> {
  const server = await startEmbeddedMongo({ dataDir: process.argv[2] ?? '', port: 0 });
  answerQuestions({ url: () => server.url, close: () => server.close(), reading: readProcess });
}

void main();

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseBehaviour, parseFault } from './behaviour';
import { ModelServer, type ModelServerOptions } from './model-server';

const HELP = `Usage: npm run model-server -- [options]

A language model for trials, on the loopback. It speaks the protocols of OpenAI, Anthropic and Ollama, gives the least
answer that fits what is asked, and fails when told to.

  --port <n>          port to listen on (default 8090; 0 takes a free one)
  --latency <ms>      pause before each answer (default 0)
  --failure-rate <p>  share of calls, from 0 to 1, that get a 500, a 429 or a dropped connection (default 0)
  --seed <n>          draws the failures: the same seed, the same sequence (default 1)
  --fault <name>      one fault for every call: hang, drop, drop-midway, malformed-json, truncated, huge, slow-drip,
                      prose, wrong-shape, empty, a status (503), or 429:<seconds to wait>
  --fail-agent <name> calls for this agent always get a 500; may be given more than once
  --api-key <key>     refuse calls without this key (not for Ollama, which has none)
  --model <name>      a model there is, others are refused; may be given more than once
  --help              show this

While it runs: GET /_calls, GET /_calls/count, GET and POST /_behaviour, POST /_reset.
`;

const OPTIONS = {
  port: { type: 'string', default: '8090' },
  latency: { type: 'string', default: '0' },
  'failure-rate': { type: 'string', default: '0' },
  seed: { type: 'string', default: '1' },
  fault: { type: 'string', default: 'ok' },
  'fail-agent': { type: 'string', multiple: true, default: [] as string[] },
  'api-key': { type: 'string' },
  model: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

function optionsOf(args: string[]): ModelServerOptions | 'help' {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port is a number from 0 to 65535, not ${values.port}.`);
  }
  const behaviour = parseBehaviour({
    latencyMs: Number(values.latency),
    failureRate: Number(values['failure-rate']),
    seed: Number(values.seed),
    fault: parseFault(values.fault),
    failAgents: values['fail-agent'],
  });
  return { ...behaviour, port, apiKey: values['api-key'], models: values.model };
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const server = await ModelServer.start(options);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop());
  process.stdout.write(`${JSON.stringify({ ready: true, url: server.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\nRun with --help to see what there is.\n`);
  process.exitCode = 2;
});

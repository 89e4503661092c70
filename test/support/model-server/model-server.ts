import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './anthropic.protocol';
import type { Behaviour, Fault } from './behaviour';
import { CallLog, type RecordedCall } from './call-log';
import { control } from './control';
import { FaultPlan } from './fault-plan';
import { sendJson } from './http-body';
import { answerModelCall } from './model-call';
import { listModels } from './model-list';
import { ollama } from './ollama.protocol';
import { openaiChat } from './openai-chat.protocol';
import { openaiResponses } from './openai-responses.protocol';
import type { Protocol } from './protocol';

export interface ModelServerOptions extends Partial<Behaviour> {
  /** 0 takes any that is free. */
  readonly port?: number;
  /** The key that OpenAI's and Anthropic's paths demand; without it they accept any, or none. */
  readonly apiKey?: string;
  /** The models there are, so that others are refused; without it every name is a model. */
  readonly models?: readonly string[];
}

const PROTOCOLS: readonly Protocol[] = [openaiChat, openaiResponses, anthropic, ollama];

/** A server on the loopback that speaks the protocols of OpenAI, Anthropic and Ollama, and fails when told to. */
export class ModelServer {
  private log = new CallLog();
  private plan = new FaultPlan();
  private answer: ((call: RecordedCall) => unknown) | null = null;
  private readonly server: Server;

  private constructor(private readonly options: ModelServerOptions) {
    this.server = createServer((request, response) => {
      this.route(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { error: { message: String(error), type: 'server_error' } });
      });
    });
    // Longer than clients keep a connection, which would else be closed under their next call.
    this.server.keepAliveTimeout = 60_000;
    this.reset();
  }

  static async start(options: ModelServerOptions = {}): Promise<ModelServer> {
    const model = new ModelServer(options);
    model.server.listen(options.port ?? 0, '127.0.0.1');
    await once(model.server, 'listening');
    return model;
  }

  /** `http://127.0.0.1:PORT`: Anthropic and Ollama are here, OpenAI at `/v1`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The newest calls, oldest first. */
  get calls(): readonly RecordedCall[] {
    return this.log.calls;
  }

  get behaviour(): Behaviour {
    return this.plan.current;
  }

  /** Changes what is named, from the next call on. */
  behave(behaviour: Partial<Behaviour>): void {
    this.plan.change(behaviour);
  }

  /** Sets the faults of the next calls, one each, in order; then it is as before. */
  script(...steps: Fault[]): void {
    this.plan.change({ script: steps });
  }

  /** Sets the arguments of the structured output, an object, or a string for prose. A promise is waited for. */
  answerWith(answer: (call: RecordedCall) => unknown): void {
    this.answer = answer;
  }

  /** Forgets all calls and behaves as at the start. Calls that are being answered are answered as they were to be. */
  reset(): void {
    const { port: _port, apiKey: _apiKey, models: _models, ...behaviour } = this.options;
    this.log = new CallLog();
    this.plan = new FaultPlan();
    this.plan.change(behaviour);
    this.answer = null;
  }

  /** Ends every connection and closes the port. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { apiKey = null, models = null } = this.options;
    const { log, plan, answer } = this;
    if (url.pathname.startsWith('/_')) {
      await control(request, response, url, {
        log,
        behaviour: () => this.behaviour,
        behave: (change) => this.behave(change),
        reset: () => this.reset(),
      });
      return;
    }
    const protocol = PROTOCOLS.find(({ path }) => path === url.pathname);
    if (protocol && request.method === 'POST') {
      await answerModelCall(protocol, request, response, { log, plan, answer, apiKey, models });
      return;
    }
    const list = request.method === 'GET' ? listModels(url.pathname, request, models) : null;
    if (list !== null) sendJson(response, 200, list);
    else
      sendJson(
        response,
        404,
        openaiChat.refusal(404, `Unknown request URL: ${request.method} ${url.pathname}.`),
      );
  }
}

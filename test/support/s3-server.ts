import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type S3Credentials, signatureProblem } from './s3-signature';

/** What the server does with the next request in place of answering it. */
export type S3Fault = 'error-500' | 'slow-down' | 'hang' | 'drop' | 'drop-in-body' | 'refuse' | 'redirect';

interface StoredObject {
  readonly content: Buffer;
  readonly contentType: string;
}

/**
 * A server on loopback that speaks the part of the S3 REST protocol that the product uses: path-style PUT, GET with
 * Range, and DELETE of objects, errors as XML, and every signature (AWS Signature Version 4) checked with the payload.
 */
export class S3Server {
  /** `bucket/key`, as stored. */
  readonly objects = new Map<string, StoredObject>();
  /** Methods and paths of every request, also of those that a fault met. */
  readonly requests: string[] = [];
  /** Before the next answers. */
  answerAfterMs = 0;
  /** As it came. */
  lastRequest: IncomingMessage | null = null;
  private readonly faults: S3Fault[] = [];

  private constructor(
    private readonly server: Server,
    readonly credentials: S3Credentials,
    private readonly bucket: string,
  ) {}

  static async start(
    credentials: S3Credentials = {
      accessKeyId: 'TESTKEY',
      secretAccessKey: 'test/secret+key',
      region: 'eu-test-1',
    },
    bucket = 'reports',
  ): Promise<S3Server> {
    const http = createServer();
    const server = new S3Server(http, credentials, bucket);
    http.on('request', (request, response) => void server.take(request, response));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** As STORAGE_URL takes it. */
  get storageUrl(): string {
    return `s3://${this.bucket}/files?endpoint=${this.endpoint}&region=${this.credentials.region}`;
  }

  /** Lets the next requests meet these, one each. */
  fail(...faults: S3Fault[]): void {
    this.faults.push(...faults);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    this.requests.push(`${request.method} ${request.url}`);
    this.lastRequest = request;
    if (this.answerAfterMs > 0) await delay(this.answerAfterMs);
    const fault = this.faults.shift();
    switch (fault) {
      case 'hang':
        return;
      case 'drop':
        request.socket.destroy();
        return;
      case 'error-500':
        return refuse(response, 500, 'InternalError');
      case 'slow-down':
        return refuse(response, 503, 'SlowDown');
      case 'refuse':
        return refuse(response, 403, 'AccessDenied');
      case 'redirect':
        response.setHeader('location', `${this.endpoint}/elsewhere`);
        return refuse(response, 307, 'TemporaryRedirect');
      default:
        this.answer(request, response, body, fault === 'drop-in-body');
    }
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: Buffer, isCut: boolean): void {
    const problem = signatureProblem(request, body, this.credentials);
    if (problem) return refuse(response, 403, problem);
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '').slice(1);
    if (!path.startsWith(`${this.bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') return this.store(path, request, response, body);
    if (request.method === 'DELETE') {
      this.objects.delete(path);
      response.writeHead(204).end();
      return;
    }
    const found = this.objects.get(path);
    if (request.method !== 'GET') return refuse(response, 405, 'MethodNotAllowed');
    if (!found) return refuse(response, 404, 'NoSuchKey');
    send(found, request.headers.range, response, isCut);
  }

  private store(path: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    if (request.headers['content-length'] === undefined) return refuse(response, 411, 'MissingContentLength');
    this.objects.set(path, { content: body, contentType: String(request.headers['content-type']) });
    response.writeHead(200).end();
  }
}

function send(
  { content, contentType }: StoredObject,
  range: string | undefined,
  response: ServerResponse,
  isCut: boolean,
): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const first = Number(from ?? 0);
  if (from !== undefined && first >= content.length) return refuse(response, 416, 'InvalidRange');
  const last = Math.min(to ? Number(to) : Infinity, content.length - 1);
  const part = content.subarray(first, last + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': contentType,
    'content-length': part.length,
    ...(from !== undefined && { 'content-range': `bytes ${first}-${last}/${content.length}` }),
  });
  if (!isCut) return void response.end(part);
  response.write(part.subarray(0, part.length / 2), () => response.socket?.destroy());
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

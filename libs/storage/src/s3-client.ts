import { AwsClient } from 'aws4fetch';
import type { Circuit, S3Target } from '@app/platform';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf } from './file-address';
import { StorageFailed, StorageRefused } from './storage.errors';
import { TimeLimit } from './time-limit';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that are valid for a while. */
  readonly sessionToken?: string;
}

export interface S3Steadiness {
  readonly timeoutMs: number;
  /** Calls in all, the first among them. */
  readonly attempts: number;
  /** First wait; doubled each time, with full jitter. */
  readonly backoffMs: number;
}

export interface S3Call {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** An answer whose body is still to come: each part of it must come within the limit. */
export interface S3Answer {
  readonly response: Response;
  readonly limit: TimeLimit;
}

/** What a connection carries at least, in bytes a millisecond: one MiB a second. */
const SLOWEST = 1_048.576;

/** Signed requests to one bucket: tried again where that may help, left alone while it is not well. */
export class S3Client {
  private readonly aws: AwsClient;

  constructor(
    private readonly target: S3Target,
    keys: S3Keys,
    private readonly circuit: Circuit,
    private readonly how: S3Steadiness,
  ) {
    // Its own retries know no circuit and no time limit.
    this.aws = new AwsClient({ ...keys, service: 's3', region: target.region, retries: 0 });
  }

  /** An answer of 2xx, or null for a file that is not there. @throws storage.unavailable, storage.refused, circuit.open */
  async send(call: S3Call): Promise<S3Answer | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.circuit.run(() => this.once(call));
      } catch (error) {
        if (!(error instanceof StorageFailed) || attempt >= this.how.attempts) throw error;
        await delay(Math.round(Math.random() * this.how.backoffMs * 2 ** (attempt - 1)));
      }
    }
  }

  private async once({ method, key, headers = {}, body }: S3Call): Promise<S3Answer | null> {
    // The server is silent while it takes a body, however long that is.
    const limit = new TimeLimit(this.how.timeoutMs + (body?.byteLength ?? 0) / SLOWEST);
    const address = addressOf(this.target, key);
    try {
      const signed = await this.aws.sign(address, { method, headers, ...(body ? { body } : {}) });
      // A signature holds for one host: what is elsewhere is refused with the server's own word for it. The limit is
      // given here and not to the signed request: fetch keeps no hold of that, and its signal dies when it is collected.
      const response = await fetch(signed, { redirect: 'manual', signal: limit.signal });
      if (response.ok) return { response, limit };
      const code = codeOf(await response.text());
      limit.end();
      if (response.status === 404 && code !== 'NoSuchBucket') return null;
      if (mayPass(response.status)) throw new StorageFailed(`answer (${response.status} ${code})`, null);
      throw new StorageRefused(response.status, code);
    } catch (error) {
      limit.end();
      if (error instanceof StorageFailed || error instanceof StorageRefused) throw error;
      throw new StorageFailed('answer in time', error);
    }
  }
}

/** What another attempt may cure: trouble of the server, too many requests, and a clock or a connection that was slow. */
function mayPass(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** The name of the error in S3's XML. */
function codeOf(xml: string): string {
  return /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(xml)?.[1] ?? 'without a code';
}

import { newId } from '@app/kernel';
import { z } from 'zod';
import { ApiClient } from '../api/api-client';

const seenSchema = z.object({ what: z.string(), count: z.number(), detail: z.string() });

const uploadSchema = z
  .object({ id: z.string(), form: z.string(), drafts: z.number(), seen: z.array(seenSchema) })
  .loose();

const proposalSchema = z
  .object({
    id: z.string(),
    pointer: z.string(),
    from: z.unknown(),
    to: z.unknown(),
    why: z.string(),
    sourceLine: z.number().nullable(),
  })
  .loose();

const proposalsSchema = z.object({
  items: z.array(proposalSchema),
  open: z.array(z.object({ id: z.string(), why: z.string() }).loose()),
  assessmentVersion: z.number().nullable(),
});

const appliedSchema = z
  .object({
    target: z.string(),
    targetId: z.string(),
    version: z.number().nullable(),
    proposals: z.array(z.string()),
  })
  .loose();

export type UploadAnswer = z.infer<typeof uploadSchema>;
export type ProposalsAnswer = z.infer<typeof proposalsSchema>;
export type AppliedAnswer = z.infer<typeof appliedSchema>;

/** The part of the HTTP API that takes files. */
export class UploadsClient {
  private readonly api: ApiClient;

  /** @throws server.bad-url */
  constructor(url: string) {
    this.api = new ApiClient(url);
  }

  /** Sends a file. @throws upload.unreadable and what else the API refuses, with each place */
  send(content: Uint8Array<ArrayBuffer>, query: URLSearchParams): Promise<UploadAnswer> {
    // The same file is the same upload: it may be sent again, which the key says.
    const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newId() };
    const path = `/v1/uploads?${query.toString()}`;
    return this.api.read(
      { method: 'POST', path, headers, body: content, what: 'sending the file' },
      uploadSchema,
    );
  }

  proposals(id: string, assessmentId: string | undefined): Promise<ProposalsAnswer> {
    const query = assessmentId === undefined ? '' : `?assessmentId=${encodeURIComponent(assessmentId)}`;
    const path = `/v1/uploads/${encodeURIComponent(id)}/proposals${query}`;
    return this.api.read({ method: 'GET', path, what: 'reading the proposals' }, proposalsSchema);
  }

  /** Confirms proposals against the version that they were read of. @throws assessment.changed */
  apply(id: string, version: number | null, body: object): Promise<AppliedAnswer> {
    const headers = {
      'Content-Type': 'application/json',
      ...(version !== null && { 'If-Match': `"v${version}"` }),
    };
    const path = `/v1/uploads/${encodeURIComponent(id)}/apply`;
    const what = 'applying the proposals';
    return this.api.read({ method: 'POST', path, headers, body: JSON.stringify(body), what }, appliedSchema);
  }
}

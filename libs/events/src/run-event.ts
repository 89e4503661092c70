/** What happened to a run. The stream gives each an id (`<generation>-<sequence>`) that only grows by one. */
export type RunEvent =
  | { readonly type: 'run.state'; readonly state: string; readonly at: string; readonly problems?: unknown[] }
  | {
      readonly type: 'agent.state';
      readonly agent: string;
      readonly status: 'running' | 'succeeded' | 'failed' | 'retrying';
      readonly attempt: number;
      readonly at: string;
      readonly durationMs?: number;
      readonly error?: string;
    }
  | {
      readonly type: 'run.progress';
      readonly percent: number;
      readonly step: string;
      readonly done: number;
      readonly total: number;
      readonly at: string;
    }
  /** After the end of a scheduled run: it recommends something else than the last one that was reported. */
  | {
      readonly type: 'recommendation.changed';
      /** The run that was reported last. */
      readonly comparedTo: string;
      readonly noticeId: string;
      readonly at: string;
    };

export interface StoredRunEvent {
  readonly id: string;
  readonly event: RunEvent;
}

/** Events of one run that are written together. Sent again under the same id, they are not written twice. */
export interface RunEventBatch {
  readonly tenantId: string;
  readonly runId: string;
  readonly events: readonly RunEvent[];
  readonly batchId?: string;
}

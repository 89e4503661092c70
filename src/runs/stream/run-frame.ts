import type { ResyncReason, RunEvent } from '@app/events';
import type { RunSnapshot } from './run-snapshots';

/** Why a stream is over: the run reached a final state, or the client could not keep up. */
export type EndReason = 'run-ended' | 'slow-client';

/** What a client that follows a run is told, on whichever transport. */
export type RunFrame =
  | { readonly kind: 'snapshot'; readonly id: string | null; readonly data: RunSnapshot['view'] }
  | { readonly kind: 'event'; readonly id: string; readonly data: RunEvent }
  | { readonly kind: 'resync'; readonly id: null; readonly data: { readonly reason: ResyncReason } }
  | { readonly kind: 'end'; readonly id: null; readonly data: { readonly reason: EndReason } };

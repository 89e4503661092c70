import { Schema } from 'mongoose';
import type { Notice } from './notice';
import type { OpenScheduledRun, Schedule } from './schedule';

/** A schedule as stored; `_id` is the id of its assessment. */
export interface ScheduleRecord extends Omit<Schedule, 'assessmentId'> {
  readonly _id: string;
}

/** A run of a due time whose end was not looked at; `_id` is the run's. */
export interface ScheduledRunRecord extends Pick<
  OpenScheduledRun,
  'tenantId' | 'assessmentId' | 'dueAt' | 'refusal'
> {
  readonly _id: string;
}

export interface NoticeRecord extends Omit<Notice, 'id'> {
  readonly _id: string;
  readonly unread: boolean;
}

/** Which process looks after the schedules; one document. */
export interface ScheduleLeaseRecord {
  readonly _id: string;
  readonly holder: string;
  /** By the clock of the database. */
  readonly touchedAt: Date;
}

/** Names under which the models are registered and injected. */
export const SCHEDULE_MODELS = {
  schedule: 'Schedule',
  run: 'ScheduledRun',
  notice: 'Notice',
  lease: 'ScheduleLease',
} as const;

export const scheduleSchema = new Schema<ScheduleRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    version: { type: Number, required: true },
    cadence: { type: Schema.Types.Mixed, required: true },
    by: { type: String, required: true },
    isPaused: { type: Boolean, required: true },
    nextDueAt: { type: Date, default: null },
    factsSeen: { type: String, required: true },
    reportedRunId: { type: String, default: null },
    last: { type: Schema.Types.Mixed, default: null },
    trouble: { type: String, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'schedules', versionKey: false, minimize: false },
)
  // By due time; by id among those that have none.
  .index({ nextDueAt: 1, _id: 1 })
  .index({ 'cadence.kind': 1, _id: 1 });

export const scheduledRunSchema = new Schema<ScheduledRunRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    dueAt: { type: Date, required: true },
    refusal: { type: String, default: null },
  },
  { collection: 'scheduled_runs', versionKey: false },
);

const mixedList = { type: [Schema.Types.Mixed], default: [] } as never;

export const noticeSchema = new Schema<NoticeRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    assessmentName: { type: String, required: true },
    kind: { type: String, required: true },
    detail: { type: String, default: null },
    runId: { type: String, default: null },
    comparedTo: { type: String, default: null },
    dueAt: { type: Date, required: true },
    decisions: mixedList,
    recommendations: mixedList,
    figures: mixedList,
    causes: mixedList,
    missingAgents: { type: [String], default: [] },
    createdAt: { type: Date, required: true },
    unread: { type: Boolean, required: true },
    readAt: { type: Date, default: null },
    readBy: { type: String, default: null },
  },
  { collection: 'notices', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, _id: -1 })
  .index({ tenantId: 1, unread: 1, _id: -1 })
  .index({ tenantId: 1, assessmentId: 1, _id: -1 });

export const scheduleLeaseSchema = new Schema<ScheduleLeaseRecord>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    touchedAt: { type: Date, required: true },
  },
  { collection: 'schedule_leases', versionKey: false },
);

import { ApiProperty } from '@nestjs/swagger';
import type { ProcessReport } from '@app/operations';
import type { Dependency, DependencySight } from './dependency-rollup';

const STATES = ['closed', 'half-open', 'open'] as const;
const SINCE = '2026-11-21T09:00:00.000Z';
const ID = '01KA4RZ2V9J5Q6M7N8P9R0S1T2';

export class DependencySightView implements DependencySight {
  @ApiProperty({ example: ID }) processId: string;
  @ApiProperty({ example: 'worker' }) service: string;
  @ApiProperty({ enum: STATES }) state: (typeof STATES)[number];
  @ApiProperty({ format: 'date-time', description: 'Of the last change of state', example: SINCE })
  since: string;
  @ApiProperty({ description: 'How often it opened since the process started', example: 0 })
  timesOpened: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Name and code of the last failure since the process started, no message of it; it stays when all is well again',
  })
  lastFailure: string | null;
}

export class DependencyView implements Dependency {
  @ApiProperty({
    description: 'mongodb, redis, model-cache, or a model of the chain: llm:<provider>/<model>',
    example: 'mongodb',
  })
  name: string;
  @ApiProperty({
    enum: STATES,
    description:
      'The worst that any process sees. Open: calls are refused at once; half-open: it is tried again',
  })
  state: (typeof STATES)[number];
  @ApiProperty({ type: DependencySightView, isArray: true }) seenBy: DependencySightView[];
}

export class LoopDelayView {
  @ApiProperty({ description: '99 of 100 turns were less late', example: 1.2 }) p99Ms: number;
  @ApiProperty({ description: 'The latest turn', example: 8.4 }) maxMs: number;
}

export class ProcessMemoryView {
  @ApiProperty({ example: 84_000_000 }) heapUsedBytes: number;
  @ApiProperty({ example: 156_000_000 }) residentBytes: number;
}

export class PoolUseView {
  @ApiProperty({ example: 6 }) size: number;
  @ApiProperty({ example: 2 }) inUse: number;
  @ApiProperty({ description: 'Operations that wait for a connection', example: 0 }) waiting: number;
  @ApiProperty({ example: 20 }) limit: number;
}

export class ProcessView implements Omit<ProcessReport, 'at' | 'circuits' | 'eventLoop' | 'sweptAt'> {
  @ApiProperty({ example: ID }) id: string;
  @ApiProperty({ example: 'api' }) service: string;
  @ApiProperty({ example: 'infra-mind-7d9f' }) host: string;
  @ApiProperty({ example: 4711 }) pid: number;
  @ApiProperty({ example: '0.1.0' }) version: string;
  @ApiProperty({ format: 'date-time', example: SINCE }) startedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it told this, by its own clock', example: SINCE })
  reportedAt: string;
  @ApiProperty({ example: 86_400 }) uptimeSeconds: number;
  @ApiProperty({ description: 'About to stop: it should be sent nothing more', example: false })
  draining: boolean;
  @ApiProperty({ type: LoopDelayView, description: 'Of the last few seconds' })
  eventLoopDelay: LoopDelayView;
  @ApiProperty({ type: ProcessMemoryView }) memory: ProcessMemoryView;
  @ApiProperty({ type: PoolUseView, description: 'Connections to the database' }) databasePool: PoolUseView;
  @ApiProperty({ type: Number, nullable: true, description: 'Runs in work; null for an API' }) activeRuns:
    number | null;
}

export class QueueStateView {
  @ApiProperty({ description: 'Runs that no worker has taken', example: 3 }) waiting: number;
  @ApiProperty({ description: 'Runs in work', example: 8 }) active: number;
  @ApiProperty({ description: 'Runs that wait for their next attempt', example: 0 }) delayed: number;
  @ApiProperty({ description: '0 when none waits', example: 120 }) oldestWaitingMs: number;
}

/** Parts that cannot be known while Redis is away. */
export const UNKNOWABLE = ['other-processes', 'queue', 'redis-memory', 'sweeper'] as const;

/** The system as operators see it. */
export class SystemHealthView {
  @ApiProperty({
    enum: ['ok', 'degraded'],
    description:
      'Degraded: a circuit is not closed, no worker is there, Redis has no room left, or something cannot be known',
  })
  status: 'ok' | 'degraded';
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Why it is degraded, for people; empty when it is not',
    example: [],
  })
  reasons: string[];
  @ApiProperty({ format: 'date-time', example: SINCE }) at: string;
  @ApiProperty({ description: 'The process that answers', example: ID }) answeredBy: string;
  @ApiProperty({
    enum: UNKNOWABLE,
    isArray: true,
    description: 'What cannot be known at the moment: without Redis a process knows itself only',
    example: [],
  })
  unknown: Array<(typeof UNKNOWABLE)[number]>;
  @ApiProperty({ type: DependencyView, isArray: true }) dependencies: DependencyView[];
  @ApiProperty({ type: QueueStateView, nullable: true }) queue: QueueStateView | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a worker last looked for lost runs; null when none that lives ever did',
    example: SINCE,
  })
  sweptAt: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Memory that Redis uses of what it may, 1 when it is full; null when it has no limit, or when unknown says so',
    example: 0.21,
  })
  redisMemoryRatio: number | null;
  @ApiProperty({ type: ProcessView, isArray: true, description: 'Every process that lives, by its start' })
  processes: ProcessView[];
}

import { Injectable } from '@nestjs/common';
import { newId } from '@app/kernel';
import { ClsService } from 'nestjs-cls';

/** What every log line, event and job knows about the work it belongs to. */
export interface WorkContext {
  readonly correlationId: string;
  readonly tenantId: string;
  /** Of the HTTP request that the work is done for, as its caller was told. */
  readonly reqId?: string;
  readonly runId?: string;
  readonly agent?: string;
}

/** The context of the work at hand, carried through asynchronous calls. */
@Injectable()
export class RequestContext {
  constructor(private readonly cls: ClsService) {}

  /** Runs `work` under a context of its own; what is not given is inherited. */
  run<T>(context: Partial<WorkContext> & Pick<WorkContext, 'tenantId'>, work: () => T): T {
    const merged: WorkContext = {
      ...this.current(),
      ...context,
      correlationId: context.correlationId ?? this.current()?.correlationId ?? newId(),
    };
    return this.cls.run(() => {
      this.cls.set('work', merged);
      return work();
    });
  }

  /** Sets the context of a request whose asynchronous scope is already open. */
  enter(context: WorkContext): void {
    this.cls.set('work', context);
  }

  current(): WorkContext | undefined {
    return this.cls.isActive() ? this.cls.get<WorkContext | undefined>('work') : undefined;
  }

  get correlationId(): string {
    return this.current()?.correlationId ?? newId();
  }
}

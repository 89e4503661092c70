import type { DynamicModule } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '@app/kernel';
import { ClsModule } from 'nestjs-cls';
import { LoggerModule } from 'nestjs-pino';
import { CircuitRegistry } from './circuits/circuit-registry';
import { AppConfig } from './config/app-config';
import { RequestContext } from './context/request-context';
import { ProcessLifecycle } from './lifecycle/process-lifecycle';
import { loggerOptions } from './logging/logger-options';
import { EventLoopWatch } from './metrics/event-loop-watch';
import { MetricsRegistry } from './metrics/metrics-registry';

export interface PlatformOptions {
  /** Names the process in logs and traces: `api`, `worker`. */
  readonly service: string;
  readonly config: AppConfig;
}

/** What every process has: configuration, context, logs, metrics, time, and knowing that it is about to stop. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        // Its `forRoot` puts a guard and an interceptor that do nothing around every route.
        ClsModule,
        LoggerModule.forRootAsync({
          inject: [RequestContext],
          useFactory: (context: RequestContext) => loggerOptions(options.config, context, options.service),
        }),
      ],
      providers: [
        { provide: AppConfig, useValue: options.config },
        { provide: Clock, useClass: SystemClock },
        RequestContext,
        MetricsRegistry,
        CircuitRegistry,
        EventLoopWatch,
        ProcessLifecycle,
      ],
      exports: [
        AppConfig,
        Clock,
        RequestContext,
        MetricsRegistry,
        CircuitRegistry,
        EventLoopWatch,
        ProcessLifecycle,
      ],
    };
  }
}

import { Module } from '@nestjs/common';
import { DatabaseModule } from '@app/database';
import { RedisModule } from '@app/redis';
import { ConfigurableModuleClass } from './operations-options';
import { ProcessDirectory } from './process-directory';
import { ProcessReporter } from './process-reporter';
import { ProcessState } from './process-state';

/** What operators see of the processes: each tells how it is, and any of them can list all. */
@Module({
  imports: [DatabaseModule, RedisModule],
  providers: [ProcessDirectory, ProcessReporter, ProcessState],
  exports: [ProcessDirectory, ProcessState],
})
export class OperationsModule extends ConfigurableModuleClass {}

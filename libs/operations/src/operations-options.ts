import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface OperationsOptions {
  /** What this process is: `api`, `worker`. */
  readonly service: string;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<OperationsOptions>().setClassMethodName('forRoot').build();

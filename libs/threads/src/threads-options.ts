import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface ThreadsOptions {
  /** Path of the file whose export `answer` is a `threadProgram`. */
  readonly program: string;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ThreadsOptions>().setClassMethodName('forRoot').build();

export * from './config/app-config';
export * from './config/environment';
export * from './config/stack-environment';
export * from './context/request-context';
export * from './lifecycle/process-lifecycle';
export * from './metrics/metrics-registry';
export * from './platform.module';
export * from './tracing/tracing';

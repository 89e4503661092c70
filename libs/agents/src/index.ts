export * from './agent';
export * from './agent-id';
export * from './agent-output';
export * from './agents';
export * from './create-workbench';
export type { WorkloadBench } from './bench/workload-bench';
export type { Workbench } from './workbench';

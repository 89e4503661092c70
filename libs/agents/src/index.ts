export * from './agent';
export * from './agent-id';
export * from './agent-output';
export * from './workbench';

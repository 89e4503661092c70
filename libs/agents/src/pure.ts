export * from './agent-id';
export * from './severity';

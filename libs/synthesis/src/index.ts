export * from './agent-name';
export * from './recommendation.repository';
export * from './synthesis-result';
export * from './synthesis.module';
export * from './synthesise';

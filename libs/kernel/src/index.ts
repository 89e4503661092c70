export * from './app-error';
export * from './canonical-json';
export * from './clock';
export * from './figure';
export * from './figure-book';
export * from './figure-text';
export * from './ids';
export * from './json-pointer';

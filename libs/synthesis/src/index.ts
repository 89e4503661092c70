export * from './synthesis-result';

export * from './audience';
export * from './build-report';
export * from './check-report';
export * from './document-tree';
export * from './figure-format';
export * from './render-json';
export * from './render-markdown';
export * from './report-facts';

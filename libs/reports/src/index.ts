export * from './document-tree';

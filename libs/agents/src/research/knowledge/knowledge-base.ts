import type { KnowledgeEntry } from './knowledge-entry';
import { MEMORY_KNOWLEDGE } from './memory-knowledge';
import { OPERATING_KNOWLEDGE } from './operating-knowledge';
import { SERVING_KNOWLEDGE } from './serving-knowledge';
import { TRAINING_KNOWLEDGE } from './training-knowledge';

/** The curated knowledge base: facts with sources, in our own words, with the structure of workload that each concerns. */
export const KNOWLEDGE: readonly KnowledgeEntry[] = [
  ...MEMORY_KNOWLEDGE,
  ...SERVING_KNOWLEDGE,
  ...TRAINING_KNOWLEDGE,
  ...OPERATING_KNOWLEDGE,
];

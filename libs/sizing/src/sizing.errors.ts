import { AppError } from '@app/kernel';

/** Overlapping chunks that never advance through a document. */
export function badChunking(chunkTokens: number, overlapTokens: number): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'sizing.bad-chunking',
    message: `Chunks of ${chunkTokens} tokens cannot overlap by ${overlapTokens}: the overlap has to be smaller than the chunk.`,
    problems: [{ pointer: '/corpus/chunkOverlapTokens', detail: 'expected less than chunkTokens' }],
  });
}

import { threadProgram } from '@app/kernel';
import { readUpload } from './read-upload';

/** What a thread that reads uploads runs. */
export const answer = threadProgram({ 'read-upload': readUpload });

import { threadProgram } from '@app/kernel';
import { renderReport } from './render-report';

/** What a thread that makes reports runs. */
export const answer = threadProgram({ render: renderReport });

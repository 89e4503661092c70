// Loaded before the main file of a product process, so that the benchmark can read the process from outside.
import { answerQuestions } from './answers';
import { readLoop } from './loop-reading';
import { readProcess } from './process-reading';

answerQuestions({ reading: readProcess, loop: readLoop }, () => process.kill(process.pid, 'SIGTERM'));

import { Injectable } from '@nestjs/common';

/** Ends this process. */
@Injectable()
export class ProcessEnd {
  now(code: number): void {
    process.exit(code);
  }
}

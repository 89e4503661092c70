import { Writable } from 'node:stream';
import { Terminal } from './terminal';

class FakeScreen extends Writable {
  text = '';
  constructor(readonly isTTY: boolean) {
    super();
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const HOSTILE = 'x\u001b]0;owned\u0007\u001b[2J';
const SHOWN = 'x␛]0;owned␇␛[2J';

describe('Terminal', () => {
  it('writes no control code on any way but its own colours', () => {
    const screen = new FakeScreen(true);
    const terminal = new Terminal(screen, screen, {});
    terminal.print(terminal.resultPaint.bold(HOSTILE));
    terminal.say(terminal.paint.red(HOSTILE));
    terminal.draw('\u001b[0J', [HOSTILE]);
    expect(screen.text).toBe(
      `\u001b[1m${SHOWN}\u001b[22m\n\u001b[31m${SHOWN}\u001b[39m\n\u001b[0J${SHOWN}\n`,
    );
  });

  it('writes none at all where there are no colours', () => {
    const pipe = new FakeScreen(false);
    const terminal = new Terminal(pipe, pipe, {});
    terminal.print(`\u001b[31m${HOSTILE}`);
    expect(pipe.text).toBe(`␛[31m${SHOWN}\n`);
  });
});

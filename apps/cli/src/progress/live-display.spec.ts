import { Writable } from 'node:stream';
import { Terminal } from '../terminal/terminal';
import { LiveDisplay } from './live-display';
import { displayFor } from './show-run';
import { PlainDisplay } from './plain-display';
import type { RunPicture } from './run-picture';

class FakeScreen extends Writable {
  text = '';
  isTTY = true;
  columns = 100;
  rows = 40;
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const PICTURE: RunPicture = {
  id: 'r',
  title: 'Support',
  state: 'running',
  percent: 5,
  step: 'x',
  agents: [],
};

describe('LiveDisplay', () => {
  it('draws over what it drew before and gives the cursor back', () => {
    const screen = new FakeScreen();
    const display = new LiveDisplay(new Terminal(screen, screen, {}), () => 0);
    display.show(PICTURE);
    display.show({ ...PICTURE, state: 'completed', percent: 100 });
    display.close();
    display.close();
    const [first = '', second = '', ...more] = screen.text.split('\u001b[0J');
    expect(first).toContain('\u001b[?25l');
    expect(second).toContain('running');
    expect(second).toContain('\u001b[2A');
    expect(more).toHaveLength(1);
    expect(more[0]).toContain('completed');
    expect(screen.text.endsWith('\u001b[?25h')).toBe(true);
  });
});

describe('displayFor', () => {
  it.each([
    ['a terminal', {}, {}, LiveDisplay],
    ['a pipe', { isTTY: false }, {}, PlainDisplay],
    ['NO_COLOR', {}, { NO_COLOR: '1' }, PlainDisplay],
    ['a dumb terminal', {}, { TERM: 'dumb' }, PlainDisplay],
    ['a narrow terminal', { columns: 40 }, {}, PlainDisplay],
    ['a low terminal', { rows: 10 }, {}, PlainDisplay],
  ])('suits %s', (_case, screen, environment, display) => {
    const stream = Object.assign(new FakeScreen(), screen);
    expect(displayFor(new Terminal(stream, stream, environment))).toBeInstanceOf(display);
  });
});

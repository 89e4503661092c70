import { Writable } from 'node:stream';
import { Terminal } from '../terminal/terminal';
import { LiveDisplay } from './live-display';
import { displayFor, pictureOf } from './show-run';
import { PlainDisplay } from './plain-display';
import type { RunPicture } from './run-picture';
import { withChange } from './run-picture';
import { runViewSchema } from '../api/run-view';

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

  it('shows control characters of a run instead of obeying them', () => {
    const agents = [{ agent: 'cto', status: 'failed', attempts: 1, error: 'no\u001b[2J\nway' }];
    const progress = { percent: 5, step: 'a\u009bb' };
    const run = runViewSchema.parse({
      id: 'r',
      assessmentName: 'x\u001b]0;y\u0007',
      state: 'failed',
      agents,
      progress,
    });
    const screen = new FakeScreen();
    const display = new LiveDisplay(new Terminal(screen, screen, {}), () => 0);
    const picture = pictureOf(run, undefined, 0);
    display.show(withChange(picture, { type: 'run.progress', percent: 5, step: 'a\u009bb' }, 0));
    display.close();
    expect(screen.text).toContain('x␛]0;y␇');
    expect(screen.text).toContain('no␛[2J way');
    expect(screen.text).toContain('a�b');
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

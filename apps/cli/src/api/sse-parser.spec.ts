import { SseParser } from './sse-parser';

const STREAM =
  'event: snapshot\nid: g-1\ndata: {"state":"queued"}\n\n: keep-alive\n\n' +
  'event: run.state\r\nid: g-2\r\ndata: first\r\ndata: second\r\n\r\ndata:bare\n\nevent: nothing\n\n';

const FRAMES = [
  { event: 'snapshot', id: 'g-1', data: '{"state":"queued"}' },
  { event: 'run.state', id: 'g-2', data: 'first\nsecond' },
  { event: 'message', id: 'g-2', data: 'bare' },
];

describe('SseParser', () => {
  it('reads a stream that arrives at once', () => {
    expect(new SseParser().push(STREAM)).toEqual(FRAMES);
  });

  it('reads the same frames wherever the stream is cut', () => {
    for (let cut = 1; cut < STREAM.length; cut += 1) {
      const parser = new SseParser();
      expect([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))]).toEqual(FRAMES);
    }
  });

  it('reads a stream that arrives letter by letter', () => {
    const parser = new SseParser();
    expect([...STREAM].flatMap((letter) => parser.push(letter))).toEqual(FRAMES);
  });

  it('holds back a frame that is not complete', () => {
    const parser = new SseParser();
    expect(parser.push('data: half\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'message', id: null, data: 'half' }]);
  });

  it('leaves out a byte order mark', () => {
    expect(new SseParser().push('\uFEFFdata: x\n\n')).toEqual([{ event: 'message', id: null, data: 'x' }]);
  });
});

import type { Paint } from '../terminal/paint';
import { duration, fit } from '../terminal/wording';
import type { AgentPicture, RunPicture } from './run-picture';

const BAR = 20;
/** Where in its to and fro a bar is: one step in this many ms. */
const SWING_MS = 120;
const BLOCK = 5;

/** Draws a run: a heading, a bar for each agent, the way that is left. No line is wider than `columns`. */
export function drawBoard(picture: RunPicture, paint: Paint, columns: number, now: number): string[] {
  const widest = Math.max(...picture.agents.map((agent) => agent.name.length), 0);
  const room = Math.max(columns - 1, 20);
  return [
    paint.bold(fit(picture.title, room)),
    ...picture.agents.map((agent) => agentLine(agent, { paint, widest, room, now })),
    totalLine(picture, paint, room),
  ];
}

interface Place {
  readonly paint: Paint;
  readonly widest: number;
  readonly room: number;
  readonly now: number;
}

function agentLine(agent: AgentPicture, { paint, widest, room, now }: Place): string {
  const name = agent.name.padEnd(widest);
  const bar = barOf(agent, now);
  const note = fit(noteOf(agent, now), Math.max(room - widest - BAR - 6, 0));
  const tint = tintOf(agent, paint);
  return `  ${fit(name, room - 2)}  ${tint(bar)}  ${tint(note)}`.trimEnd();
}

/**
 * Full when done. While an agent works nobody knows how far it is, so its bar moves without claiming a share.
 */
function barOf(agent: AgentPicture, now: number): string {
  switch (agent.status) {
    case 'succeeded':
      return '█'.repeat(BAR);
    case 'failed':
      return '×'.repeat(BAR);
    case 'pending':
    case 'retrying':
    case 'stopped':
      return '·'.repeat(BAR);
    case 'running': {
      const way = BAR - BLOCK;
      const step = Math.floor((now - (agent.since ?? now)) / SWING_MS) % (2 * way);
      const left = step <= way ? step : 2 * way - step;
      return '·'.repeat(left) + '█'.repeat(BLOCK) + '·'.repeat(way - left);
    }
  }
}

function noteOf(agent: AgentPicture, now: number): string {
  const again = agent.attempt > 1 ? `, attempt ${agent.attempt}` : '';
  const took = agent.durationMs === null ? '' : ` in ${duration(agent.durationMs)}`;
  switch (agent.status) {
    case 'pending':
      return 'waiting';
    case 'stopped':
      return 'stopped with the run';
    case 'running':
      return `working ${duration(Math.max(now - (agent.since ?? now), 0))}${again}`;
    case 'retrying':
      return `will try again${agent.error === null ? '' : `: ${agent.error}`}`;
    case 'succeeded':
      return agent.carried ? 'done in the run before' : `done${took}${again}`;
    case 'failed':
      return `failed${again}${agent.error === null ? '' : `: ${agent.error}`}`;
  }
}

function tintOf(agent: AgentPicture, paint: Paint): (text: string) => string {
  switch (agent.status) {
    case 'succeeded':
      return (text) => paint.green(text);
    case 'failed':
      return (text) => paint.red(text);
    case 'retrying':
      return (text) => paint.yellow(text);
    case 'running':
      return (text) => paint.cyan(text);
    case 'pending':
    case 'stopped':
      return (text) => paint.dim(text);
  }
}

function totalLine(picture: RunPicture, paint: Paint, room: number): string {
  const percent = `${Math.round(picture.percent)} %`.padStart(5);
  return `${paint.bold(percent)}  ${fit(`${picture.state}: ${picture.step}`, room - 7)}`;
}

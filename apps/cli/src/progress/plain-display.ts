import { hasEnded } from '../api/run-view';
import { duration } from '../terminal/wording';
import type { Terminal } from '../terminal/terminal';
import type { ProgressDisplay } from './progress-display';
import type { AgentPicture, RunPicture } from './run-picture';
import { stepOf } from './run-picture';

/** One line for each thing that happens: for files, pipes and terminals without control codes. */
export class PlainDisplay implements ProgressDisplay {
  private before: RunPicture | undefined;

  constructor(private readonly terminal: Terminal) {}

  show(picture: RunPicture): void {
    if (this.before?.state !== picture.state) this.say(picture, stepOf(picture.state));
    // Of a run that had ended before anybody looked, the summary says it all.
    const agents = this.before === undefined && hasEnded(picture.state) ? [] : picture.agents;
    for (const agent of agents) {
      const earlier = this.before?.agents.find(({ id }) => id === agent.id);
      const line = agentLine(agent);
      if (line !== null && (earlier === undefined || agentLine(earlier) !== line)) this.say(picture, line);
    }
    this.before = picture;
  }

  close(): void {
    this.before = undefined;
  }

  private say(picture: RunPicture, what: string): void {
    this.terminal.say(`${`${Math.round(picture.percent)} %`.padStart(5)}  ${what}`);
  }
}

/** What is worth a line; that an agent waits is not. */
function agentLine(agent: AgentPicture): string | null {
  const again = agent.attempt > 1 ? ` (attempt ${agent.attempt})` : '';
  const why = agent.error === null ? '' : `: ${agent.error}`;
  switch (agent.status) {
    case 'pending':
    case 'stopped':
      return null;
    case 'running':
      return `${agent.name} started${again}`;
    case 'retrying':
      return `${agent.name} will try again${why}`;
    case 'succeeded': {
      const took = agent.durationMs === null ? '' : ` in ${duration(agent.durationMs)}`;
      return agent.carried ? `${agent.name} was done in the run before` : `${agent.name} done${took}${again}`;
    }
    case 'failed':
      return `${agent.name} failed${again}${why}`;
  }
}

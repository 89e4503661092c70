import { performance } from 'node:perf_hooks';
import type { RunFollower } from '../api/run-follower';
import type { AgentView, RunView } from '../api/run-view';
import type { Terminal } from '../terminal/terminal';
import { visibleLine } from '../terminal/visible-text';
import { agentName } from './agent-name';
import { LiveDisplay } from './live-display';
import { PlainDisplay } from './plain-display';
import type { ProgressDisplay } from './progress-display';
import type { AgentPicture, RunPicture } from './run-picture';
import { withChange } from './run-picture';

/** The display that suits a terminal: a board that is redrawn, or lines where that cannot be. */
export function displayFor(terminal: Terminal): ProgressDisplay {
  return terminal.live ? new LiveDisplay(terminal, () => performance.now()) : new PlainDisplay(terminal);
}

/** Shows a run until it ends and gives it back as it ended. @throws what the follower throws */
export async function showRun(
  follower: RunFollower,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<RunView> {
  let picture: RunPicture | undefined;
  let run: RunView | undefined;
  try {
    for await (const news of follower.news(signal)) {
      const now = performance.now();
      if (news.kind === 'run') {
        run = news.run;
        picture = pictureOf(news.run, picture, now);
        display.show(picture, null);
      } else if (picture !== undefined) {
        picture = withChange(picture, news.change, now);
        display.show(picture, news.change);
      }
    }
  } finally {
    display.close();
  }
  // The follower ends only after it has given the run as it ended.
  return run as RunView;
}

/** What a spectator sees of a run that was read whole; `before` knows since when an agent has been working. */
export function pictureOf(run: RunView, before: RunPicture | undefined, now: number): RunPicture {
  const agents = run.agents.map((agent) =>
    agentPicture(
      agent,
      before?.agents.find(({ id }) => id === agent.agent),
      now,
    ),
  );
  return {
    id: run.id,
    title: visibleLine(run.assessmentName ?? before?.title ?? `Run ${run.id}`),
    state: visibleLine(run.state),
    percent: run.progress?.percent ?? before?.percent ?? 0,
    step: visibleLine(run.progress?.step ?? before?.step ?? ''),
    // A first frame may say less than the run itself.
    agents: agents.length > 0 ? agents : (before?.agents ?? []),
  };
}

function agentPicture(agent: AgentView, before: AgentPicture | undefined, now: number): AgentPicture {
  const working = agent.status === 'running';
  return {
    id: agent.agent,
    name: agentName(agent.agent),
    status: agent.status,
    attempt: agent.attempts,
    since: working ? (before?.since ?? now) : null,
    durationMs: agent.durationMs ?? null,
    error: agent.status === 'failed' && agent.error != null ? visibleLine(agent.error) : null,
    carried: agent.carriedFrom != null,
  };
}

// LangGraph.js doing what a run does at its core: eleven nodes at once that do nothing. It keeps no checkpoints.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { AGENT_IDS } from '@app/agents';
import { monotonicMs } from '../monotonic-clock';
import { answerQuestions } from './answers';

const State = Annotation.Root({
  results: Annotation<string[]>({ reducer: (known, more) => [...known, ...more], default: () => [] }),
});

const graph = AGENT_IDS.reduce(
  (built, agent) =>
    built
      .addNode(agent, () => Promise.resolve({ results: [agent] }))
      .addEdge(START, agent as never)
      .addEdge(agent as never, END) as typeof built,
  new StateGraph(State),
).compile();

answerQuestions({
  invoke: async () => {
    const beganAt = monotonicMs();
    const { results } = await graph.invoke({ results: [] });
    if (results.length !== AGENT_IDS.length) throw new Error(`${results.length} nodes ran`);
    return monotonicMs() - beganAt;
  },
});

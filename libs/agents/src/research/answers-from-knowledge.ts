import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted, listOf, nameOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { appliesTo } from './knowledge/applies-to';
import { KNOWLEDGE } from './knowledge/knowledge-base';
import type { KnowledgeEntry } from './knowledge/knowledge-entry';
import type { Reading } from './knowledge/knowledge-sources';
import { traitsOf } from './knowledge/workload-traits';

const READ_WORDS: Readonly<Record<Reading, string>> = {
  opened: 'source read',
  quoted: 'as cited in the formulas',
};

/** Shows what the knowledge base has to say of these workloads, each fact with its source and how it was read. */
export function answersFromKnowledge(notes: Analysis, bench: Workbench): string {
  const traits = bench.workloads.map((workload) => ({ workload, traits: traitsOf(workload, bench) }));
  const answers = KNOWLEDGE.flatMap((entry) => {
    const concerned = traits.filter((one) => appliesTo(entry.when, one.traits)).map((one) => one.workload);
    return concerned.length > 0 ? [{ entry, concerned }] : [];
  });
  notes.show({
    id: 'research.knowledge',
    title: 'What is known of workloads like these',
    columns: ['Topic', 'Known', 'Means here', 'For', 'Source', 'Read'],
    rows: answers.map(({ entry, concerned }) => [
      entry.topic,
      worded(notes, entry, entry.claim),
      worded(notes, entry, entry.consequence),
      concerned.length === bench.workloads.length ? 'all' : listOf(concerned.map(nameOf)),
      entry.sources.map((one) => `${one.title} (${one.asOf}), ${one.url}`).join('; '),
      [...new Set(entry.sources.map(({ reading }) => READ_WORDS[reading]))].join('; '),
    ]),
    note: 'Chosen by the structure of each workload, its model and its hardware. Facts read at the source come from the page or file itself; the others are standard references, taken as the formula collection of this product cites them.',
  });
  const all = notes.count(
    'research.knowledge.entries',
    'Facts of the knowledge base',
    KNOWLEDGE.length,
    'count of entries of the knowledge base',
  );
  const fitting = notes.count(
    'research.knowledge.answers',
    'Facts of the knowledge base that concern these workloads',
    answers.length,
    'count of entries whose structural conditions hold for a workload',
    [all.id],
  );
  notes.find({
    id: 'research.knowledge',
    severity: 'info',
    title: `${counted(fitting, 'known fact concerns', 'known facts concern')} these workloads`,
    statement: `Of ${cite(all)} facts in the knowledge base, ${cite(fitting)} concern the kind, the model, the hardware or the duties at hand: on ${listOf([...new Set(answers.map(({ entry }) => entry.topic.toLowerCase()))])}.`,
  });
  return `${cite(fitting)} facts of the knowledge base concern these workloads.`;
}

/** A text of an entry with its quantities as citations of sourced figures. */
function worded(notes: Analysis, entry: KnowledgeEntry, text: string): string {
  return (entry.quantities ?? []).reduce((words, quantity) => {
    const place = `{${quantity.name}}`;
    if (!words.includes(place)) return words;
    const { name, ...rest } = quantity;
    const figure = notes.figure({
      ...rest,
      id: `knowledge.${entry.id}.${name}`,
      method: 'sourced',
      sources: entry.sources.map(({ reading: _how, ...source }) => source),
    });
    return words.replaceAll(place, cite(figure));
  }, text);
}

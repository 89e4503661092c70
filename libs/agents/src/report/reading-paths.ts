import { listOf } from '../bench/naming';
import type { Analysis } from '../analysis';
import { type OutlineSection, READERS, type Reader, type Showing } from './outline';

/** What each reader comes with, and the sections that answer it, first to last. */
const PATHS: Readonly<Record<Reader, { readonly asks: string; readonly reads: readonly string[] }>> = {
  CTO: {
    asks: 'Whether to go ahead, on which way, and what stands against it',
    reads: [
      'executive-summary',
      'decisions',
      'recommendations',
      'models',
      'sizing',
      'scenarios',
      'open-questions',
    ],
  },
  CFO: {
    asks: 'What it costs over three years, how sure that is, and what changes it',
    reads: ['executive-summary', 'cost', 'scenarios', 'recommendations', 'assumptions', 'evidence'],
  },
  CISO: {
    asks: 'Which duties apply, what is evidenced, and what has to be closed first',
    reads: ['compliance', 'recommendations', 'decisions', 'open-questions', 'not-evaluated'],
  },
  engineering: {
    asks: 'What to build, on which hardware, and how far the figures can be trusted',
    reads: ['sizing', 'models', 'mlops', 'evidence', 'assumptions', 'run-timeline'],
  },
  operations: {
    asks: 'What will have to be run, watched and recovered',
    reads: ['mlops', 'sizing', 'scenarios', 'carbon', 'recommendations'],
  },
};

export interface JudgedSection extends Omit<OutlineSection, 'shows'> {
  readonly shows: Showing;
}

/** For each reader: the question they come with, the way through the report, and where it has little for them. */
export function readingPaths(notes: Analysis, sections: readonly JudgedSection[]): void {
  const titled = new Map(sections.map((section) => [section.id, section]));
  notes.show({
    id: 'report.reading-paths',
    title: 'A way through the report for every reader',
    columns: ['Reader', 'Asks', 'Reads', 'Has little on'],
    rows: READERS.map((reader) => {
      const { asks, reads } = PATHS[reader];
      const path = reads.flatMap((id) => titled.get(id) ?? []);
      const thin = sections.filter(({ audiences, shows }) => !shows.full && audiences.includes(reader));
      return [
        reader,
        asks,
        path.map(({ title }) => title).join(' → '),
        thin.length === 0 ? 'nothing' : listOf(thin.map(({ title }) => title)),
      ];
    }),
  });
}

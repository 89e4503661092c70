import { citedIds } from '@app/kernel';
import type { AgentOutput } from '../agent-output';
import { CitableFigures, citationFaults } from './cited-figures';
import { movedSubjects, turnedComparisons } from './figure-subjects';
import { foreignNames, strayFaults } from './foreign-words';
import { freeNumbers } from './free-numbers';
import type { NarrationAnswer } from './narration-answer';
import type { NarrationFault } from './narration-fault';
import { faultsOfKind } from './narration-fault';
import { offeredFindings } from './narration-question';
import { saysAmount } from './number-words';
import { unplain } from './plain-text';
import { foreignUnits } from './unit-words';
import type { TextToken } from './text-tokens';
import { stemOf, tokensOf, wordsOf } from './text-tokens';
import { changedJudgements } from './verdict-words';

/** More would not help to mend an answer. */
const MOST_FAULTS = 12;
const MOST_CHARACTERS = { summary: 1_500, statement: 1_000 } as const;
/** A text may be this much longer than the one it words. */
const ROOM = { times: 2, characters: 240 } as const;

/** One text of an answer with what it words. */
interface Wording {
  readonly place: string;
  readonly text: string;
  /** What it takes the place of. */
  readonly statement: string;
  /** What stands beside it, and may be said again. */
  readonly title: string;
  readonly most: number;
}

/**
 * Judges a model's answer against the computed output: what is wrong with it, or nothing. It trusts no part of the answer. `ownWords` are names that a person chose: they are data and stand for
 * themselves, whatever is in them.
 */
export function narrationFaults(
  output: AgentOutput,
  answer: NarrationAnswer,
  ownWords: readonly string[] = [],
): NarrationFault[] {
  const guard = new FigureGuard(output, ownWords);
  const faults = [...faultsOfKind('finding-ids', guard.idFaults(answer)), ...guard.textFaults(answer)];
  return faults.slice(0, MOST_FAULTS);
}

class FigureGuard {
  private readonly figures: CitableFigures;
  private readonly own: readonly string[];
  private readonly data: ReadonlySet<string>;
  private readonly findings;

  constructor(
    private readonly output: AgentOutput,
    ownWords: readonly string[],
  ) {
    this.figures = new CitableFigures(output.figures);
    this.own = ownWords.filter(isName);
    this.findings = new Map(offeredFindings(output).map((finding) => [finding.id, finding]));
    this.data = wordsOfData(output);
  }

  idFaults({ statements, priorities }: NarrationAnswer): string[] {
    const ids = statements.map(({ id }) => id);
    return [
      ...this.listFaults('statements', ids),
      ...this.listFaults('priorities', priorities),
      ...[...this.findings.keys()]
        .filter((id) => !ids.includes(id))
        .map((id) => `statements: the finding ${id} has no text`),
    ];
  }

  textFaults({ summary, statements }: NarrationAnswer): NarrationFault[] {
    const wordings: Wording[] = [
      {
        place: 'summary',
        text: summary,
        statement: this.output.summary,
        title: '',
        most: MOST_CHARACTERS.summary,
      },
      ...statements.flatMap(({ id, text }) => {
        const finding = this.findings.get(id);
        if (!finding) return [];
        const { title, statement } = finding;
        return [{ place: `the statement of ${id}`, text, statement, title, most: MOST_CHARACTERS.statement }];
      }),
    ];
    return wordings.flatMap((wording) =>
      this.faultsOf(wording).map(({ kind, words }) => ({ kind, words: `${wording.place} ${words}` })),
    );
  }

  private listFaults(list: string, ids: readonly string[]): string[] {
    const known = ids.filter((id) => this.findings.has(id));
    return [
      ...(known.length < ids.length
        ? ids
            .filter((id) => !this.findings.has(id))
            .map((id) => `${list}: there is no finding "${id.slice(0, 80)}"`)
        : []),
      ...[...new Set(known.filter((id, index) => known.indexOf(id) !== index))].map(
        (id) => `${list}: ${id} is there more than once`,
      ),
    ];
  }

  private faultsOf({ text, statement, title, most }: Wording): NarrationFault[] {
    const longest = Math.min(most, ROOM.times * statement.length + ROOM.characters);
    if (text.trim() === '') return faultsOfKind('length', ['is empty']);
    if (text.length > Math.max(longest, statement.length)) {
      return faultsOfKind('length', [`is ${text.length} characters long; at most ${longest} are wanted`]);
    }
    const tokens = tokensOf(text, this.own);
    const given = tokensOf(statement, this.own);
    const source = [...tokensOf(title, this.own), fullStop(), ...given];
    const plain = unplain(text, [...this.own, ...piecesOf(statement), ...piecesOf(title)]);
    const inside = (faults: readonly string[]) => faults.map((fault) => `has a fault: ${fault}`);
    return [
      ...faultsOfKind('markup', plain),
      ...citationFaults(tokens, given, source, this.figures),
      ...faultsOfKind('citation', movedSubjects(tokens, given, this.figures)),
      ...faultsOfKind('citation', inside(foreignUnits(tokens, source, this.labelsOf(tokens)))),
      ...faultsOfKind('free-number', inside(freeNumbers(tokens, source))),
      ...faultsOfKind('foreign-name', inside(foreignNames(tokens, this.data))),
      ...faultsOfKind('judgement', changedJudgements(tokens, given, source)),
      ...faultsOfKind('judgement', turnedComparisons(tokens, given)),
      ...faultsOfKind('stray-sentence', strayFaults(tokens, this.meaningOf(source))),
    ];
  }

  /** The words with a meaning of a text, and of the figures that it cites. */
  private meaningOf(source: readonly TextToken[]): ReadonlySet<string> {
    const words = [...wordsOf(source), ...wordsOf(this.labelsOf(source))];
    return new Set(words.filter(({ norm }) => norm.length > 3).map(({ norm }) => stemOf(norm)));
  }

  /** The labels of the figures that a text cites. */
  private labelsOf(tokens: readonly TextToken[]): TextToken[] {
    return tokens.flatMap((token) =>
      token.kind === 'figure' ? tokensOf(this.figures.get(token.id)?.label ?? '') : [],
    );
  }
}

/** Own words stand for themselves only where they are a name, not where somebody called a thing `5` or `two`. */
function isName(words: string): boolean {
  const [first] = wordsOf(tokensOf(words));
  return (
    words.length > 2 && /^\p{L}/u.test(words) && first !== undefined && !saysAmount(first.norm, null, null)
  );
}

function fullStop(): TextToken {
  return { kind: 'mark', text: '.', ends: true, from: -1, to: -1 };
}

/** Words of a computed text that look like more than plain words, `p5.48xlarge` say, and may be said again. */
function piecesOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((piece) => piece.replace(/^[(“"]+|[).,;:”"]+$/g, ''))
    .filter((piece) => piece.length > 3 && /[^\p{L}]/u.test(piece) && !piece.includes('[['));
}

/** Every word that a model was shown. */
function wordsOfData(output: AgentOutput): ReadonlySet<string> {
  const findings = output.findings.flatMap(({ title, statement }) => [title, statement]);
  const titles = output.recommendations.map(({ title }) => title);
  const texts = [output.agent, output.summary, ...findings, ...titles];
  const cited = new Set(texts.flatMap(citedIds));
  const labels = output.figures.filter(({ id }) => cited.has(id)).map(({ label }) => label);
  const words = wordsOf([...texts, ...labels].flatMap((text) => tokensOf(text)));
  return new Set(words.flatMap(({ norm }) => [norm, ...norm.split(/[^\p{L}\p{N}]+/u)]));
}

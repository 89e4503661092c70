import { AnswerPaths } from './answer-paths';
import { causeGroups } from './cause-groups';
import type { ComparedRun } from './compared-run';
import type { ComparedSide, ComparisonSummary, FigureChange, RunComparison } from './comparison';
import { agentChanges, decisionChanges, recommendationChanges, verdictChange } from './document-changes';
import { explainFigures } from './explain-figures';
import { differenceOf, figurePairs, type FigureDifference } from './figure-differences';
import { byImportance, isMoneyChange } from './figure-importance';
import { OwnCauses } from './own-causes';
import { recommendsOtherwise } from './recommends-otherwise';
import { runDifferences } from './run-differences';

/** A few milliseconds of work. */
const FIGURES_A_PIECE = 100;

/**
 * What two runs say differently, and why. Depends on the two alone: compared with itself a run differs in nothing, and
 * the other way round the result is the same with `from` and `to` exchanged.
 */
export function compareRuns(from: ComparedRun, to: ComparedRun): RunComparison {
  const steps = compareInSteps(from, to);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in pieces of a few milliseconds, for whoever has other things to do in between. */
export function* compareInSteps(from: ComparedRun, to: ComparedRun): Generator<void, RunComparison> {
  const paths = { from: new AnswerPaths(from), to: new AnswerPaths(to) };
  const given = runDifferences(from, to);
  yield;
  const pairs = yield* figurePairs(from.document.figures, to.document.figures);
  const differences = new Map<string, FigureDifference>();
  let compared = 0;
  for (const [id, pair] of pairs) {
    const difference = differenceOf(pair, paths);
    if (difference) differences.set(id, difference);
    compared += 1;
    if (compared % FIGURES_A_PIECE === 0) yield;
  }
  yield;
  const own = new OwnCauses(from, to, given, paths);
  const isAllKnown = from.facts !== null && to.facts !== null;
  const isOneDifference = isAllKnown && given.causes.length === 1;
  const { figures, causes } = yield* explainFigures({
    ...{ pairs, differences, own, isOneDifference },
    only: given.only,
  });
  yield;
  const keyFigures = new Set([...from.document.keyFigures, ...to.document.keyFigures]);
  const ordered = yield* byImportance(figures, keyFigures);
  yield;
  const told = tellDocuments(from, to);
  yield;
  const counts = countsOf(ordered, pairs.size);
  yield;
  return {
    from: sideOf(from),
    to: sideOf(to),
    summary: {
      ...counts,
      decisions: told.decisions.length,
      recommendations: told.recommendations.length,
      isOtherRecommendation: recommendsOtherwise(told),
    },
    differences: given.causes,
    ...told,
    answers: isAllKnown ? given.answers : null,
    causes: causeGroups(ordered, causes),
    figures: ordered,
  };
}

/** What stands in the reports beside their figures. */
function tellDocuments(from: ComparedRun, to: ComparedRun) {
  const documents = { from: from.document, to: to.document };
  return {
    verdict: verdictChange(documents),
    decisions: decisionChanges(from, to),
    recommendations: recommendationChanges(from, to),
    agents: agentChanges(documents),
  };
}

function sideOf({ document, facts }: ComparedRun): ComparedSide {
  return {
    runId: document.runId,
    title: document.title,
    state: document.state,
    asOf: document.asOf,
    assessmentId: facts?.assessmentId ?? null,
    assessmentVersion: facts?.assessmentVersion ?? null,
    figures: document.figures.length,
    versions: document.versions,
  };
}

function countsOf(
  figures: readonly FigureChange[],
  all: number,
): Omit<ComparisonSummary, 'decisions' | 'recommendations' | 'isOtherRecommendation'> {
  const count = (is: (one: FigureChange) => boolean) => figures.filter(is).length;
  return {
    changed: count(({ kind }) => kind === 'changed'),
    added: count(({ kind }) => kind === 'added'),
    removed: count(({ kind }) => kind === 'removed'),
    same: all - figures.length,
    otherValue: count(({ differs }) => differs.includes('value')),
    insideBothRanges: count((one) => one.insideBothRanges === true && one.differs.includes('value')),
    money: count(isMoneyChange),
    inPart: count(({ foundBy }) => foundBy === 'trail-in-part'),
    unexplained: count(({ foundBy }) => foundBy === 'none'),
  };
}

export { lastObstacle } from './last-obstacle';
export { optionFigures, type OptionFigures } from './option-figures';
export { beats, paretoFront, type AxisColumns } from './pareto-front';
export { hostedRisk, type RiskTerm } from './risk-score';
export { DEFAULT_WEIGHTS, SEARCH_AXES, weightsOf, type SearchAxis, type SearchWeights } from './search-axis';
export * from './search-need';
export * from './search-result';
export { priceOfChoosing, recommendedOptions, searchOptions } from './search-options';

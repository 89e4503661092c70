export { COST_CATEGORIES, type CostCategory } from './cost-category';

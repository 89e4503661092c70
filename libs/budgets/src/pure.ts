export { readActuals } from './read-actuals';

export { parseTrace } from './trace-csv';

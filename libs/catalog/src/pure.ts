export { nearestIds } from './nearest-ids';

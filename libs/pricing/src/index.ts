export * from './api-price';
export * from './break-even';
export * from './price-api';
export * from './price-hours';
export * from './price-index';
export * from './price-serving';
export * from './serving-price';
export * from './total-cost';

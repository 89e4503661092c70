export * from './chart';
export * from './chart-theme';
export * from './render-chart-svg';

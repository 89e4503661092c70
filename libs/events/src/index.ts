export * from './events.module';
export { parseEventId } from './event-position';
export type { EventPosition } from './event-position';
export * from './resync';
export * from './run-event';
export * from './run-event-feed';
export * from './run-event-log';

/** All that a widget may read by a schema. */
export * from '../../../src/schemas/embed-token.ts';
export * from '../../../src/schemas/frame-messages.ts';
export * from '../../../src/schemas/frames.ts';
export * from '../../../src/schemas/index.ts';

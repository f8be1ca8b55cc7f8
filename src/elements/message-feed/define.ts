import { defineMessageFeed } from './define-message-feed.ts';

export { defineMessageFeed };

defineMessageFeed();

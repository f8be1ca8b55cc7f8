import { defineChannel } from './define-channel.ts';

export { defineChannel };

defineChannel();

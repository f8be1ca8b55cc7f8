import * as z from 'zod/mini';
import { issueMessage } from './issue-message.ts';

// Without a language, zod/mini says "Invalid input" whatever is wrong. A browser's bundle does without the sentences; an
// operator who reads a log or a refused configuration needs them.
z.config({ localeError: issueMessage });

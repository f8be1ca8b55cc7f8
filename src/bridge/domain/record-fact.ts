import type { Fact } from '../../schemas/fact.ts';
import type { Work } from '../store/store.ts';
import type { FactContext, FactOutcome } from './fact-context.ts';
import { isDeed } from './fact-kinds.ts';
import { recordDeed } from './record-deed.ts';
import { recordMessageChange } from './record-message-change.ts';

/** The work of keeping a fact: once, however often and by whichever delivery it is told. */
export function recordFact(fact: Fact, context: FactContext): Work<FactOutcome> {
  return isDeed(fact) ? recordDeed(fact, context) : recordMessageChange(fact, context);
}

import type { Fact, ScoreImportedFact } from '../../schemas/fact.ts';
import type { Work } from '../store/store.ts';
import type { FactContext, FactOutcome } from './fact-context.ts';
import { isDeed } from './fact-kinds.ts';
import { recordScores } from './import/record-scores.ts';
import { recordDeed } from './record-deed.ts';
import { recordMessageChange } from './record-message-change.ts';

/** The work of keeping a fact: once, however often and by whichever delivery it is told. */
export function recordFact(fact: Fact, context: FactContext): Work<FactOutcome> {
  if (isDeed(fact)) return recordDeed(fact, context);
  return fact.kind === 'score.imported' ? recordScore(fact, context) : recordMessageChange(fact, context);
}

function recordScore(fact: ScoreImportedFact, { community, fresh, now }: FactContext): Work<FactOutcome> {
  const work = recordScores([fact], { community, fresh: [fresh.person], now });
  return {
    reads: work.reads,
    decide: (view) => {
      const { outcome, ...decision } = work.decide(view);
      return { ...decision, outcome: outcome.same === 1 ? 'duplicate' : 'accepted' };
    },
  };
}

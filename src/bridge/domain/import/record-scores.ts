import type { CommunityConfig } from '../../../schemas/config.ts';
import { fact as factSchema, type ScoreImportedFact } from '../../../schemas/fact.ts';
import type { Decision, DocumentRef, View, Work } from '../../store/store.ts';
import { boardQuery, boardWrites } from '../board-writes.ts';
import { botsQuery } from '../bots.ts';
import { collections, readDocument } from '../documents.ts';
import { importClaim } from '../fact-claim.ts';
import { factKey, factWrite } from '../fact-write.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { gainsOfGrants, type Gain } from '../scoring.ts';
import { identitiesQuery, meetingWrites, membersOf, membersQuery } from './meet-people.ts';

/** How many scores of an import were new, told otherwise before, or known as they are. */
export interface ScoresOutcome {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

export interface ScoresContext {
  readonly community: CommunityConfig;
  /** Ids for people who turn out to be new, one for each fact. */
  readonly fresh: readonly string[];
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Keeps scores that people brought along, and counts them: once, however often they are imported. One that was told
 * otherwise before is corrected.
 * @param facts of one board and one moment, each of somebody else: they have one log entry, which has the date of its facts
 */
export function recordScores(facts: readonly ScoreImportedFact[], context: ScoresContext): Work<ScoresOutcome> {
  return {
    reads: [
      () => ({ ...identitiesQuery(facts), claims: facts.map(importClaim) }),
      () => ({ documents: facts.map(factRef) }),
      () => botsQuery,
      (view) => membersQuery(facts, view),
      (view) => boardQuery(gainsIn(facts, view, context), context.community, view),
    ],
    decide: (view) => decide(facts, view, context),
  };
}

function decide(facts: readonly ScoreImportedFact[], view: View, context: ScoresContext): Decision<ScoresOutcome> {
  const { community, fresh, now } = context;
  const kinds = Map.groupBy(facts, (fact) => kindOf(fact, view));
  const { added = [], changed = [], same = [] } = Object.fromEntries(kinds);
  const outcome = { added: added.length, changed: changed.length, same: same.length };
  const people = meetingWrites(facts, fresh, view);
  const documents = [...people, ...[...added, ...changed].map((fact) => factWrite(fact, '', community))];
  const [first] = facts;
  if (first === undefined || documents.length === 0) return { outcome };
  const { standings, removed, changes } = boardWrites(gainsIn(facts, view, context), view, community, now);
  const entry: LogEntryBody = { at: first.at, changes: [...changes] };
  const writes = { claims: added.map(importClaim), documents, standings, removed: { standings: removed }, entry };
  return { outcome, writes };
}

function gainsIn(facts: readonly ScoreImportedFact[], view: View, { community, fresh }: ScoresContext): Gain[] {
  const scores = membersOf(facts, fresh, view)
    .filter(({ told }) => kindOf(told, view) !== 'same')
    .map(({ told, member }) => ({ member, score: told.score - (knownScore(told, view) ?? 0) }));
  const [first] = facts;
  return first === undefined ? [] : gainsOfGrants({ board: first.board, at: first.at, scores }, community);
}

// Of one whose fact retention has deleted nobody knows what it said: it counts as it did.
function kindOf(fact: ScoreImportedFact, view: View): keyof ScoresOutcome {
  const known = knownScore(fact, view);
  if (known === undefined) return view.isClaimed(importClaim(fact)) ? 'same' : 'added';
  return known === fact.score ? 'same' : 'changed';
}

function knownScore(fact: ScoreImportedFact, view: View): number | undefined {
  const { collection, key } = factRef(fact);
  const known = readDocument(view, factSchema, collection, key);
  return known?.kind === 'score.imported' ? known.score : undefined;
}

/** Its claim names nobody by the member's id. */
function factRef(fact: ScoreImportedFact): DocumentRef {
  return { collection: collections.facts, key: factKey(fact, '') };
}

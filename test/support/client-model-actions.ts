import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Leaderboard, Message, MessagePage } from '../../src/schemas/index.ts';
import type { ModelBridge } from './client-model-bridge.ts';

/** What happens at a bridge by itself, as fast-check makes it up. */
export const bridgeActions = {
  score: fc.record({ do: fc.constant('score'), board: fc.nat(1), member: fc.nat(5), score: fc.nat(6) }),
  post: fc.record({ do: fc.constant('post'), channel: fc.nat(1), message: fc.nat(9), second: fc.nat(20) }),
  edit: fc.record({ do: fc.constant('edit'), channel: fc.nat(1), message: fc.nat(9) }),
  delete: fc.record({ do: fc.constant('delete'), channel: fc.nat(1), message: fc.nat(9) }),
  react: fc.record({ do: fc.constant('react'), channel: fc.nat(1), message: fc.nat(9) }),
  both: fc.record({ do: fc.constant('both'), board: fc.nat(1), channel: fc.nat(1), message: fc.nat(9) }),
  remove: fc.record({ do: fc.constant('remove'), board: fc.nat(1), member: fc.nat(5) }),
  rollOver: fc.record({ do: fc.constant('rollOver'), board: fc.nat(1) }),
  forget: fc.record({ do: fc.constant('forget'), keep: fc.nat(4) }),
  beginEpoch: fc.record({ do: fc.constant('beginEpoch'), sequence: fc.nat(30) }),
};

export type BridgeAction = {
  [Name in keyof typeof bridgeActions]: ArbitraryValue<(typeof bridgeActions)[Name]>;
}[keyof typeof bridgeActions];
type ArbitraryValue<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

export function actOnBridge(bridge: ModelBridge, action: BridgeAction): void {
  // Each text is another one, so that a lost or doubled change shows.
  const next = bridge.sequence + 1;
  switch (action.do) {
    case 'score':
      return bridge.write(bridge.boards[action.board]!.score(`m${action.member}`, action.score, next));
    case 'post':
      return bridge.write(...bridge.channels[action.channel]!.post(`p${action.message}`, action.second, `at ${next}`));
    case 'edit':
      return bridge.write(...bridge.channels[action.channel]!.edit(`p${action.message}`, `at ${next}`));
    case 'delete':
      return bridge.write(...bridge.channels[action.channel]!.delete(`p${action.message}`));
    case 'react':
      return bridge.write(...bridge.channels[action.channel]!.react(`p${action.message}`, next));
    case 'both':
      return bridge.write(
        bridge.boards[action.board]!.score(`m${action.message % 6}`, next, next),
        ...bridge.channels[action.channel]!.post(`p${action.message}`, next, `at ${next}`),
      );
    case 'remove':
      return bridge.write(bridge.boards[action.board]!.remove(`m${action.member}`));
    case 'rollOver':
      return bridge.write(bridge.boards[action.board]!.rollOver());
    case 'forget':
      return bridge.forget(action.keep);
    case 'beginEpoch':
      return bridge.beginEpoch(action.sequence);
  }
}

/** A state shows every row, and every message as far back as it loaded, each once. */
export function assertTrue(
  state: Leaderboard | MessagePage | undefined,
  truth: Leaderboard | readonly Message[],
): void {
  assert.ok(state, 'nothing was loaded');
  if ('entries' in state) assertBoardTrue(state, truth as Leaderboard);
  else assertMessagesTrue(state, truth as readonly Message[]);
}

function assertBoardTrue(state: Leaderboard, truth: Leaderboard): void {
  const ranksOf = ({ entries }: Leaderboard) => entries.map(({ rank, member, score }) => [rank, member.id, score]);
  assert.deepEqual(ranksOf(state), ranksOf(truth));
  assert.deepEqual([state.periodKey, state.total], [truth.periodKey, truth.total]);
}

function assertMessagesTrue({ messages, nextBefore }: MessagePage, truth: readonly Message[]): void {
  const loaded = nextBefore === null ? truth.length : truth.findIndex(({ id }) => id === messages.at(-1)?.id) + 1;
  assert.deepEqual(messages, truth.slice(0, loaded));
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WidgetError } from '../../src/client/errors.ts';
import { FrameTokens } from '../../src/client/frame-tokens.ts';
import { TokenSession, type GetToken } from '../../src/client/token-session.ts';
import type { FrameTokenMessage } from '../../src/schemas/frame-messages.ts';
import { FakeClock } from '../support/fake-clock.ts';

function setUp(getToken: GetToken, widgetId: string | undefined = 'abc') {
  const clock = new FakeClock();
  const sent: FrameTokenMessage[] = [];
  const codes: (string | undefined)[] = [];
  let wake: (() => void) | undefined;
  const tokens = new FrameTokens({
    send: (message) => sent.push(message),
    widgetId,
    onResult: (error) => {
      codes.push(error?.code);
      wake?.();
    },
    clock,
  });
  const results = async (count: number) => {
    while (codes.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  tokens.session = new TokenSession(getToken, clock);
  return { clock, sent, codes, tokens, results };
}

const types = (sent: readonly FrameTokenMessage[]) => sent.map(({ type, token }) => `${type} ${token}`);

describe('FrameTokens', () => {
  it('sends nothing before the page asks', async () => {
    const { sent, clock } = setUp(() => 'token');
    clock.advance(3_600_000);
    await Promise.resolve();
    assert.deepEqual(sent, []);
  });

  it('sends both forms, without an id where none is known', async () => {
    const { sent, tokens, results } = setUp(() => 'token');
    tokens.answer();
    await results(1);
    assert.deepEqual(sent, [{ type: 'RETURNINGAI_WIDGET_TOKEN', value: 'token', token: 'token', widgetId: 'abc' }]);
  });

  it('replaces a token 30 s before it ends, by the message that says so', async () => {
    let count = 0;
    const { sent, tokens, results, clock } = setUp(() => ({ embedToken: `${(count += 1)}`, expiresIn: 900 }));
    tokens.answer();
    await results(1);
    clock.advance(869_999);
    assert.equal(sent.length, 1);
    clock.advance(1);
    await results(2);
    assert.deepEqual(types(sent), ['RETURNINGAI_WIDGET_TOKEN 1', 'RETURNINGAI_WIDGET_REFRESH 2']);
  });

  it('tries again after 30 s when no token can be had, and then sends the first', async () => {
    let isDown = true;
    const { sent, codes, tokens, results, clock } = setUp(() => {
      if (isDown) throw new WidgetError('server', 'down');
      return 'token';
    });
    tokens.answer();
    await results(1);
    isDown = false;
    clock.advance(30_000);
    await results(2);
    assert.deepEqual(codes, ['server', undefined]);
    assert.deepEqual(types(sent), ['RETURNINGAI_WIDGET_TOKEN token']);
  });

  it('says that nobody is signed in, and that somebody no longer is', async () => {
    let token: string | null = null;
    const { codes, tokens, results, clock } = setUp(() => token && { embedToken: token, expiresIn: 60 });
    tokens.answer();
    await results(1);
    token = 'token';
    clock.advance(60_000);
    await results(2);
    token = null;
    clock.advance(30_000);
    await results(3);
    assert.deepEqual(codes, ['token-required', undefined, 'token-expired']);
  });

  it('sends nothing of a visitor who is another meanwhile', async () => {
    const slow = Promise.withResolvers<string>();
    const { sent, tokens, results, clock } = setUp(() => slow.promise);
    tokens.answer();
    tokens.session = new TokenSession(() => 'bob', clock);
    await results(1);
    slow.resolve('ada');
    await slow.promise;
    await Promise.resolve();
    assert.deepEqual(types(sent), ['RETURNINGAI_WIDGET_TOKEN bob']);
  });

  it('sends nothing once it is stopped, and leaves no timer', async () => {
    const slow = Promise.withResolvers<string>();
    const { sent, tokens, clock } = setUp(() => slow.promise);
    tokens.answer();
    tokens.stop();
    slow.resolve('ada');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([sent, clock.waiting], [[], 0]);
  });
});

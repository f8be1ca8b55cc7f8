import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { hookSecretLookup, verifySlack, type SlackProof } from '../../../src/bridge/ingest/verify.ts';

describe('hookSecretLookup', () => {
  const find = hookSecretLookup([
    { secret: 'first-secret', communityId: 'one' },
    { secret: 'second-secret', communityId: 'two' },
    { secret: 'successor-of-first', communityId: 'one' },
  ]);

  it('finds the community of each secret', () => {
    assert.deepEqual(['first-secret', 'second-secret', 'successor-of-first'].map(find), ['one', 'two', 'one']);
  });

  for (const presented of ['', 'first-secre', 'first-secret ', 'First-Secret', 'first-secret\0', 'x'.repeat(100_000)]) {
    it(`finds nobody for ${JSON.stringify(presented.slice(0, 20))}`, () => assert.equal(find(presented), undefined));
  }

  it('finds nobody where no secret is configured', () => {
    assert.equal(hookSecretLookup([])(''), undefined);
  });
});

/** The worked example of Slack's documentation. */
const example = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const exampleNow = Number(example.timestamp) * 1000;

interface Attempt {
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
  readonly body?: string;
  readonly secrets?: readonly string[];
  readonly nowMs?: number;
}

function attempt({ secrets = [example.secret], nowMs = exampleNow, ...changes }: Attempt): SlackProof {
  const { timestamp, signature, body } = { ...example, ...changes };
  return verifySlack({ timestamp, signature, body: Buffer.from(body) }, secrets, nowMs);
}

describe('verifySlack', () => {
  it("proves Slack's worked example", () => assert.equal(attempt({}), 'authentic'));

  it('proves with any of several active secrets', () => {
    assert.equal(attempt({ secrets: ['next', example.secret] }), 'authentic');
    assert.equal(attempt({ secrets: [example.secret, 'next'] }), 'authentic');
  });

  it('signs bytes, also those that are no text', () => {
    const body = Uint8Array.of(0xff, 0x00, 0xfe);
    const digest = createHmac('sha256', 'secret').update('v0:1531420618:').update(body).digest('hex');
    const delivery = { timestamp: '1531420618', signature: `v0=${digest}`, body };
    assert.equal(verifySlack(delivery, ['secret'], exampleNow), 'authentic');
  });

  it('believes a clock 5 minutes away in both directions', () => {
    assert.equal(attempt({ nowMs: exampleNow + 300_000 }), 'authentic');
    assert.equal(attempt({ nowMs: exampleNow - 300_000 }), 'authentic');
  });

  const hex = example.signature.slice(3);
  const refused: Record<string, readonly [Attempt, SlackProof]> = {
    'an old delivery': [{ nowMs: exampleNow + 300_001 }, 'timestamp-too-far'],
    'a delivery from the future': [{ nowMs: exampleNow - 300_001 }, 'timestamp-too-far'],
    'no timestamp': [{ timestamp: undefined }, 'timestamp-malformed'],
    'an empty timestamp': [{ timestamp: '' }, 'timestamp-malformed'],
    'a signed timestamp': [{ timestamp: '+1531420618' }, 'timestamp-malformed'],
    'a timestamp with a fraction': [{ timestamp: '1531420618.0' }, 'timestamp-malformed'],
    'a timestamp in exponents': [{ timestamp: '1.531420618e9' }, 'timestamp-malformed'],
    'a hexadecimal timestamp': [{ timestamp: '0x5b47a7ca' }, 'timestamp-malformed'],
    'white space around the timestamp': [{ timestamp: ' 1531420618' }, 'timestamp-malformed'],
    'a line feed after the timestamp': [{ timestamp: '1531420618\n' }, 'timestamp-malformed'],
    'digits of another script': [{ timestamp: '١٥٣١٤٢٠٦١٨' }, 'timestamp-malformed'],
    'a leading zero, which was not signed': [{ timestamp: '01531420618' }, 'signature-wrong'],
    'no signature': [{ signature: undefined }, 'signature-malformed'],
    'an empty signature': [{ signature: '' }, 'signature-malformed'],
    'the version alone': [{ signature: 'v0=' }, 'signature-malformed'],
    'another version': [{ signature: `v1=${hex}` }, 'signature-malformed'],
    'upper-case hex': [{ signature: `v0=${hex.toUpperCase()}` }, 'signature-malformed'],
    'a short signature': [{ signature: `v0=${hex.slice(0, 62)}` }, 'signature-malformed'],
    'a long signature': [{ signature: `v0=${hex}00` }, 'signature-malformed'],
    'a line feed after the signature': [{ signature: `v0=${hex}\n` }, 'signature-malformed'],
    'two signatures in one header': [{ signature: `v0=${hex}, v0=${hex}` }, 'signature-malformed'],
    'another digest': [{ signature: `v0=${'0'.repeat(64)}` }, 'signature-wrong'],
    'a changed body': [{ body: `${example.body}&admin=1` }, 'signature-wrong'],
    'an empty body': [{ body: '' }, 'signature-wrong'],
    'a changed timestamp': [{ timestamp: '1531420619' }, 'signature-wrong'],
    'another secret': [{ secrets: ['another'] }, 'signature-wrong'],
    'no secret configured': [{ secrets: [] }, 'signature-wrong'],
  };
  for (const [title, [change, proof]] of Object.entries(refused)) {
    it(`refuses ${title}`, () => assert.equal(attempt(change), proof));
  }
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { dayStartIn } from '../../../src/bridge/imports/day-starts.ts';
import { readScoreFile, type ScoreFile } from '../../../src/bridge/imports/read-score-file.ts';
import { boardConfig, type BoardConfig } from '../../../src/schemas/config.ts';
import { temporaryFile, temporaryFolder } from '../../support/bridge-folder.ts';

const NOW = Date.parse('2026-11-02T09:00:00.000Z');
const DAY = '2026-10-31';
const AT = Date.parse('2026-10-31T00:00:00.000+01:00');
const board = boardConfig.parse({ slug: 'top', title: 'Top' });
const xpBoard = boardConfig.parse({ slug: 'xp', title: 'XP', metric: 'xp' });
const defaults = { source: 'returning', date: DAY, dayStart: dayStartIn('Europe/Berlin'), now: NOW } as const;

async function read(
  context: TestContext,
  content: string,
  { of = board, ...changes }: { of?: BoardConfig; date?: undefined } = {},
): Promise<ScoreFile> {
  return readScoreFile(await temporaryFile(context, content), of, { ...defaults, ...changes });
}

/** What it says of a file it refuses, without the first line, which names the file. */
async function complaints(context: TestContext, content: string, how = {}): Promise<string[]> {
  try {
    await read(context, content, how);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim()); // prettier-ignore
  }
  return ['It was read.'];
}

describe('a file of scores', () => {
  it('says who has how many points, since when, and from which platform', async (context) => {
    const { rows } = await read(
      context,
      'id,name,avatar,score,source,date\n1,Ann,https://images.example.com/a.png,12,,\nU1,,,-3,Slack,2026-01-01\n',
    );
    const avatar = 'https://images.example.com/a.png';
    assert.deepEqual(rows, [
      { source: 'returning', person: { externalId: '1', name: 'Ann', avatar }, score: 12, at: AT },
      { source: 'slack', person: { externalId: 'U1' }, score: -3, at: Date.parse('2025-12-31T23:00:00.000Z') },
    ]);
  });

  for (const [what, content] of [
    ['with semicolons', 'id;name;score\n1;"Ann, B.";12\n'],
    ['with tabs', 'id\tname\tscore\n1\tAnn, B.\t12\n'],
    ['with a byte order mark and Windows line ends', '\ufeffid,name,score\r\n1,"Ann, B.",12\r\n'],
    ['with other titles for the same', 'User ID,Display_Name,Points\n1,"Ann, B.",12'],
    ['with first and last names', 'last_name,first_name,user_id,score\nB.,"Ann,",1,12'],
    ['with empty lines and spaces', 'id,name,score\n\n 1 ," Ann, B. ", 12\n\n'],
  ] as const) {
    it(`is read ${what}`, async (context) => {
      const { rows } = await read(context, content);
      assert.deepEqual(rows, [
        { source: 'returning', person: { externalId: '1', name: 'Ann, B.' }, score: 12, at: AT },
      ]);
    });
  }

  it('has columns nothing is read from, e-mail addresses among them', async (context) => {
    const { rows, ignored } = await read(context, 'id,email,score,jane@example.com\n1,ann@example.com,12,x');
    assert.deepEqual([rows.length, ignored], [1, ['email', 'column 4']]);
    assert.ok(!JSON.stringify(rows).includes('example.com'));
  });

  it('of the platform’s own counts needs no date, and takes none', async (context) => {
    const { rows, ignored } = await read(context, 'user_id,xp,coins,date\n1,12,3,2026-01-01', { of: xpBoard });
    assert.deepEqual(rows, [{ source: 'returning', person: { externalId: '1' }, score: 12, at: undefined }]);
    assert.deepEqual(ignored, ['coins', 'date']);
  });

  for (const [what, content, complaint] of [
    [
      'without a column of ids',
      'email,score\na@example.com,1',
      'line 1: it names no column "id"; the first line names the columns',
    ],
    ['without a header', '1,Ann,12\n2,Bob,13', 'line 1: it names no column "id"; the first line names the columns'],
    ['with two columns of ids', 'id,user id,score\n1,2,3', 'line 1, user id: a second column "id"'],
    ['with an e-mail address for an id', 'id,score\na@example.com,1', 'line 2, id: must not be an e-mail address'],
    [
      'with an id a spreadsheet rounded',
      'id,score\n1.23457E+11,1',
      'line 2, id: a spreadsheet rounded it: format the column as text',
    ],
    ['without an id', 'id,score\n,1', "line 2, id: is empty: it must be the platform's own id of the person"],
    [
      'with an e-mail address for a name',
      'id,name,score\n1,a@example.com,1',
      'line 2, name: must be visible text, and no e-mail address',
    ],
    [
      'with a picture that is not https',
      'id,avatar,score\n1,http://example.com/a.png,1',
      'line 2, avatar: must be an https address, without an e-mail address or a hash of one in it (Gravatar’s has one)',
    ],
    [
      'with a picture of Gravatar’s',
      'id,avatar,score\n1,https://www.gravatar.com/avatar/0bc83cb571cd1c50ba6f3e8a78ef1346,1',
      'line 2, avatar: must be an https address, without an e-mail address or a hash of one in it (Gravatar’s has one)',
    ],
    [
      'with a number with separators',
      'id,score\n1,"1,200"',
      'line 2, score: must be a whole number of at most 12 digits, without separators',
    ],
    [
      'with an absurd number',
      'id,score\n1,9999999999999',
      'line 2, score: must be a whole number of at most 12 digits, without separators',
    ],
    [
      'without a number',
      'id,score\n1,',
      'line 2, score: must be a whole number of at most 12 digits, without separators',
    ],
    [
      'with a day that is none',
      'id,score,date\n1,1,2026-02-30',
      'line 2, date: must be a day since 1970, for instance 2026-10-31',
    ],
    ['with a day to come', 'id,score,date\n1,1,2027-01-01', 'line 2, date: lies in the future'],
    ['of another platform', 'id,score,source\n1,1,discord', 'line 2, source: must be "returning" or "slack"'],
    [
      'with a row too long',
      'id,score\n1,1\n2,1,1',
      'line 3: has 3 cells where the first line has 2; a text with a separator in it must stand in quotes',
    ],
    ['with the same person twice', 'id,score\n1,1\n2,1\n1,2', 'line 4: names the same person and day as line 2'],
    [
      'with a quote left open',
      'id,score\n1,1\n2,"1\n3,1',
      'line 3: a quote stands where none can be, or is left open: write "…" around the whole text, and each quote within it twice',
    ],
  ] as const) {
    it(`${what} is refused, and it says where`, async (context) => {
      assert.deepEqual((await complaints(context, content))[0], complaint);
    });
  }

  it('without a date, and none said otherwise, is refused', async (context) => {
    const [complaint] = await complaints(context, 'id,score\n1,1', { date: undefined });
    assert.equal(complaint, 'line 2, date: is missing: add a column "date", or give all rows one by --date');
  });

  it('with many mistakes is refused with the first twenty, and how many more there are', async (context) => {
    const rows = Array.from({ length: 100 }, (_, index) => `${index},x`).join('\n');
    const told = await complaints(context, `id,score\n${rows}`);
    assert.deepEqual([told.length, told.at(-1)], [21, '… and 80 more']);
  });

  it('that is empty, or has a header only, is refused', async (context) => {
    for (const content of ['', 'id,score\n']) {
      await assert.rejects(read(context, content), /holds no rows/);
    }
  });

  it('that is not UTF-8, or not there, is refused', async (context) => {
    const path = join(await temporaryFolder(context), 'scores.csv');
    await assert.rejects(readScoreFile(path, board, defaults), /can't be read/);
    await writeFile(path, Buffer.from('id,name,score\n1,J\xfcrgen,3\n', 'latin1'));
    await assert.rejects(readScoreFile(path, board, defaults), /is not UTF-8: save it as "CSV UTF-8"/);
  });
});

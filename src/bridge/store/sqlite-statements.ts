import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Every statement the store runs, prepared once. Those on documents are prepared for each collection. */
export interface SqliteStatements {
  readonly space: StatementSync;
  readonly addSpace: StatementSync;
  readonly setHead: StatementSync;
  readonly claimed: StatementSync;
  readonly claim: StatementSync;
  readonly standing: StatementSync;
  readonly rank: StatementSync;
  readonly total: StatementSync;
  readonly countOneMore: StatementSync;
  readonly countOneLess: StatementSync;
  readonly unrank: StatementSync;
  readonly dropEmptyTotal: StatementSync;
  readonly unclaim: StatementSync;
  readonly claims: StatementSync;
  readonly rankings: StatementSync;
  readonly higher: StatementSync;
  readonly top: StatementSync;
  readonly below: StatementSync;
  readonly above: StatementSync;
  readonly append: StatementSync;
  readonly replaceEntry: StatementSync;
  readonly trim: StatementSync;
  readonly firstEntry: StatementSync;
  readonly entries: StatementSync;
  readonly collections: ReadonlyMap<string, CollectionStatements>;
}

export interface CollectionStatements {
  readonly get: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly scan: StatementSync;
}

export function prepareStatements(database: DatabaseSync, collections: readonly string[]): SqliteStatements {
  const sql = (text: string): StatementSync => database.prepare(text);
  return {
    space: sql('SELECT id, epoch, head FROM spaces WHERE name = ?'),
    addSpace: sql('INSERT INTO spaces (name, epoch, head) VALUES (?, ?, 0)'),
    setHead: sql('UPDATE spaces SET head = ? WHERE id = ?'),
    claimed: sql('SELECT 1 FROM claims WHERE space = ? AND claim = ?'),
    claim: sql('INSERT INTO claims (space, claim, claimed_at) VALUES (?, ?, ?)'),
    standing: sql('SELECT score, tie FROM rankings WHERE space = ? AND ranking = ? AND member = ?'),
    rank: sql(`INSERT INTO rankings (space, ranking, member, score, tie) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET score = excluded.score, tie = excluded.tie`),
    total: sql('SELECT total FROM totals WHERE space = ? AND ranking = ?'),
    countOneMore: sql(`INSERT INTO totals (space, ranking, total) VALUES (?, ?, 1)
      ON CONFLICT DO UPDATE SET total = total + 1`),
    top: sql(`SELECT member, score, tie FROM rankings WHERE space = ? AND ranking = ?
      ORDER BY score DESC, tie, member LIMIT ?`),
    below: sql(`SELECT member, score, tie FROM rankings WHERE space = ?1 AND ranking = ?2
      AND score <= ?3 AND (score < ?3 OR tie > ?4 OR (tie = ?4 AND member > ?5))
      ORDER BY score DESC, tie, member LIMIT ?6`),
    above: sql(`SELECT member, score, tie FROM rankings WHERE space = ?1 AND ranking = ?2
      AND score >= ?3 AND (score > ?3 OR tie < ?4 OR (tie = ?4 AND member < ?5))
      ORDER BY score, tie DESC, member DESC LIMIT ?6`),
    higher: sql('SELECT count(*) AS total FROM rankings WHERE space = ? AND ranking = ? AND score > ?'),
    countOneLess: sql('UPDATE totals SET total = total - 1 WHERE space = ? AND ranking = ?'),
    unrank: sql('DELETE FROM rankings WHERE space = ? AND ranking = ? AND member = ?'),
    dropEmptyTotal: sql('DELETE FROM totals WHERE space = ? AND ranking = ? AND total = 0'),
    claims: sql(`SELECT claim, claimed_at AS claimedAt FROM claims WHERE space = ?1 AND claim >= ?2 AND claim > ?3
      AND substr(claim, 1, length(?2)) = ?2 ORDER BY claim LIMIT ?4`),
    rankings: sql('SELECT ranking FROM totals WHERE space = ? AND ranking > ? ORDER BY ranking LIMIT ?'),
    unclaim: sql('DELETE FROM claims WHERE space = ? AND claim = ?'),
    append: sql('INSERT INTO log (space, sequence, entry) VALUES (?, ?, ?)'),
    replaceEntry: sql('UPDATE log SET entry = ? WHERE space = ? AND sequence = ?'),
    trim: sql('DELETE FROM log WHERE space = ? AND sequence <= ?'),
    firstEntry: sql('SELECT min(sequence) AS first FROM log WHERE space = ?'),
    entries: sql('SELECT sequence, entry FROM log WHERE space = ? AND sequence > ? ORDER BY sequence LIMIT ?'),
    collections: new Map(collections.map((name) => [name, prepareCollection(sql, name)])),
  };
}

function prepareCollection(sql: (text: string) => StatementSync, name: string): CollectionStatements {
  return {
    get: sql(`SELECT value FROM ${name} WHERE space = ? AND key = ?`),
    put: sql(`INSERT INTO ${name} (space, key, value) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET value = excluded.value`),
    remove: sql(`DELETE FROM ${name} WHERE space = ? AND key = ?`),
    scan: sql(`SELECT key, value FROM ${name} WHERE space = ? AND key > ? ORDER BY key LIMIT ?`),
  };
}

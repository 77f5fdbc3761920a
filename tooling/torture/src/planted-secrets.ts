import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands where nobody may quote it: no output may hold it. */
export const SECRETS = {
  levels: 'SECRET-LEVELS',
  /** As a price and a size, which messages have no reason to name. */
  number: '31337.3133731337',
  token: 'SECRET-TOKEN-of-enough-letters',
  environment: 'SECRET-ENVIRONMENT',
  home: 'SECRET-HOME',
  /** Of folders that nobody named. */
  folder: 'SECRET-FOLDER',
} as const;

/** What a terminal would obey: its title, its bell, a line of its own, reversed text. */
export const HOSTILE = '\u001b]0;OWNED\u0007\rerror: forged\n\u009b31m\u202e\u2028';

/** What no message may hold as it is. */
export const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;

/** Longer than any value that a message quotes; messages hold no more of it than 80. */
export const LONG = 'x'.repeat(300);

/** A name of a file that no terminal is fit for; names are told whole, so that the file can be found. */
export const HOSTILE_NAME = `evil\u001b]0;OWNED\u0007\u202e\n${'y'.repeat(100)}`;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const value = (text: string) => quoted(`${HOSTILE}${LONG}${text}`);
const { levels, number } = SECRETS;

/** Rows that are wrong, with secrets in their levels and hostile text everywhere else. */
const ODD_ROWS = [
  ...[
    `[["${levels}", "1"]]`,
    `[[100.5, 1], ${levels}`,
    `[[-${number}, 1], ["${levels}", 1]]`,
    `[["NaN", ${number}], "${levels}"]`,
    `[[1e999, ${number}]]`,
    `[[${number}, 1, 2, 3, 4]]`,
    `${levels}${HOSTILE}`,
    `[["${LONG}", "${levels}"]]`,
    `${levels}${'['.repeat(5000)}`,
  ].map((text, index) => `UPDATE book SET bids = ${quoted(text)} WHERE id = ${3 + 3 * index}`),
  `UPDATE book SET asks = CAST(${quoted(`[[1, ${levels}\u00ff`)} AS BLOB) WHERE id = 60`,
  `UPDATE book SET asks = ${quoted(`[[1, 2], ["${levels}${LONG.repeat(100)}", 1]]`)} WHERE id = 63`,
  `UPDATE book SET timestamp = ${value('t')} WHERE id = 70`,
  'UPDATE book SET timestamp = NULL WHERE id = 73',
  `UPDATE book SET instrument = ${value('i')} WHERE id IN (76, 77)`,
  'UPDATE book SET instrument = NULL WHERE id = 79',
  `UPDATE trades SET side = ${value('s')} WHERE id = 3`,
  `UPDATE trades SET price = ${value('p')} WHERE id = 5`,
  `UPDATE trades SET size = ${value('z')} WHERE id = 7`,
  `UPDATE trades SET timestamp = ${value('t')} WHERE id = 9`,
  `UPDATE trades SET trade_id = ${value('d')} WHERE id IN (11, 12)`,
  `UPDATE trades SET instrument = ${value('i')} WHERE id = 13`,
];

/** How files are made. */
export interface FileMaker {
  /** Writes a market of 120 snapshots and as many trades or more; returns its path. */
  sample(folder: string, name: string): Promise<string>;
  /** Runs statements on a file. */
  change(path: string, ...statements: readonly string[]): void;
}

/** Makes a folder of files in which everything is wrong that can be; names them. */
export async function plantSecrets(folder: string, { sample, change }: FileMaker): Promise<readonly string[]> {
  const good = await sample(folder, 'good.db');
  const copy = (name: string) => {
    copyFileSync(good, join(folder, name));
    return join(folder, name);
  };
  change(copy('odd.db'), ...ODD_ROWS);
  change(copy(`${HOSTILE_NAME}.db`), ...ODD_ROWS);
  change(copy('all-odd.db'), `UPDATE book SET bids = ${quoted(levels)} || id`);
  change(copy('renamed.db'), `ALTER TABLE book RENAME COLUMN asks TO "${HOSTILE.replaceAll('"', '')}${LONG}"`);
  change(copy('foreign.db'), `CREATE TABLE metrics (${quoted(HOSTILE)} TEXT, ${quoted(levels)} TEXT)`);
  change(copy('tables.db'), 'DROP TABLE trades', `CREATE TABLE "${LONG}" (a)`);
  change(copy('empty.db'), 'DELETE FROM book', 'DELETE FROM trades');
  writeFileSync(join(folder, 'text.db'), `${levels}${HOSTILE}${LONG}`);
  truncateSync(copy('cut.db'), 20_000);
  const bytes = readFileSync(good);
  bytes.write(levels.repeat(700), 3 * 4096, 'latin1');
  writeFileSync(join(folder, 'damaged.db'), bytes);
  mkdirSync(join(folder, 'folder.db'));
  symlinkSync(join(folder, 'nowhere.db'), join(folder, 'link.db'));
  return [
    ...['good.db', 'odd.db', `${HOSTILE_NAME}.db`, 'all-odd.db', 'renamed.db', 'foreign.db', 'tables.db', 'empty.db'],
    ...['text.db', 'cut.db', 'damaged.db', 'folder.db', 'link.db', 'nowhere.db', `nowhere-${HOSTILE_NAME}.db`],
  ];
}

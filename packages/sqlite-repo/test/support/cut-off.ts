import { copyFileSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { newPath } from './files.ts';

/** Leaves a file as a run does that is killed while it writes: changed in part, with the journal that undoes it. */
export function cutOffRun(path: string): void {
  const copy = newPath();
  copyFileSync(path, copy);
  const database = new Database(copy);
  database.pragma('cache_size = 10');
  database.pragma('synchronous = off');
  database.exec("BEGIN IMMEDIATE; UPDATE book SET bids = '[[1,1]]', asks = '[[2,2]]'");
  const [changed, journal] = [newPath(), `${newPath()}-journal`];
  copyFileSync(copy, changed);
  copyFileSync(`${copy}-journal`, journal);
  database.exec('ROLLBACK');
  database.close();
  renameSync(journal, `${path}-journal`);
  copyFileSync(changed, path);
}

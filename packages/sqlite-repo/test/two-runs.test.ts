import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION, generateMarket, Storage } from '@orderflow/core';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSourceFile } from '../src/source-writer.ts';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-two-runs-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('two runs on one file', () => {
  it('lets one finish and refuses the other, with one metric row a snapshot', async () => {
    const file = join(folder, 'market.db');
    await writeSourceFile(file, generateMarket({ seed: 5, snapshots: 500, levels: 2 }));
    const repositories = [1, 2].map(() => SQLiteOrderflowRepository.connect(file, { write: true }));
    const outcomes = await Promise.allSettled(
      repositories.map((repository) => {
        const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 20 };
        return new Storage(parts).buildBooktickFromDb();
      }),
    );
    for (const repository of repositories) repository.close();
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(['source-locked']);
    expect(refused[0]?.reason.message).toContain('another run is writing metrics to this file');
    const database = new Database(file, { readonly: true });
    const counts = database
      .prepare('SELECT count(*) AS rows, count(DISTINCT snapshot_id) AS snapshots FROM metrics')
      .get();
    database.close();
    expect(counts).toEqual({ rows: 500, snapshots: 500 });
  });
});

import { dirname, relative, resolve } from 'node:path';
import { checkLevelBytes } from '@orderflow/core';
import type { ConnectOptions } from './connect-options.ts';
import { closeConnection, openToRead, openToWrite } from './connection/open-database.ts';
import { isSameFile } from './connection/same-file.ts';
import { checkSource } from './source/check-source.ts';
import { makeSource } from './source/make-source.ts';
import { fillMissingTables } from './source/missing-tables.ts';
import type { Source } from './source/source.ts';
import { SourceWatch } from './source/source-watch.ts';
import { KeptCounts } from './store/kept-counts.ts';
import { type MetricsStore, makeMetricsStore } from './store/metrics-store.ts';
import { countUntimedRows } from './store/problem-rows.ts';
import { findState } from './store/run-state.ts';

/** A file of books and trades with its metrics, as it was opened. */
export interface OpenFile {
  readonly source: Source;
  readonly store: MetricsStore;
  readonly counts: KeptCounts;
  /** Null where it was opened to read. */
  readonly watch: SourceWatch | null;
}

/** Opens a file and where its metrics are kept; nothing stays open where that fails. */
export function openFile(file: string, options: ConnectOptions): OpenFile {
  const { output, write = false, partial = false, maxLevelBytes } = options;
  if (maxLevelBytes !== undefined) checkLevelBytes(maxLevelBytes);
  const isApart = output !== undefined && !isSameFile(output, file);
  const connection = write && !isApart ? openToWrite(file, options, false) : openToRead(file, options);
  const opened = new Set([connection]);
  try {
    const lost = partial && !write && !isApart ? fillMissingTables(connection) : null;
    checkSource(connection);
    const metrics = !isApart ? connection : write ? openToWrite(output, options, true) : openToRead(output, options);
    opened.add(metrics);
    const sourceName = isApart ? relative(dirname(resolve(output)), resolve(file)) : lost;
    const store = makeMetricsStore(metrics, sourceName);
    const counts = new KeptCounts(connection, store, write);
    const source = makeSource(connection, options, {
      state: () => findState(store),
      untimedRows: (table, idAtMost) => countUntimedRows(store, table, idAtMost),
      rows: (table, idAtMost, count) => counts.find(table, idAtMost, count),
    });
    return { source, store, counts, watch: write ? new SourceWatch(connection) : null };
  } catch (error) {
    for (const one of opened) closeConnection(one);
    throw error;
  }
}

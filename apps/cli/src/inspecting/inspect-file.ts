import {
  type Configuration,
  checkQuality,
  DataSet,
  type InstrumentSpan,
  type MetricsPresence,
  type ProblemCount,
  type QualityReport,
} from '@orderflow/core';
import type { FileDescription, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { loadSqlite } from '../sources/load-sqlite.ts';
import { openRepository } from '../sources/open-repository.ts';
import { type LevelSample, sampleLevels } from './level-sample.ts';

/** What stands in the place of the metrics. */
export interface MetricsStanding {
  readonly presence: MetricsPresence;
  /** Snapshots that have their metrics. */
  readonly rows: number;
  /** Why analysis would compute live; null where the metrics are whole and current. */
  readonly reason: string | null;
  /** Rows that processing skipped. */
  readonly problems: readonly ProblemCount[];
}

/** What a source of data holds. */
export interface SourceInspection {
  readonly snapshots: readonly InstrumentSpan[];
  readonly trades: readonly InstrumentSpan[];
  readonly levels: LevelSample;
  readonly metrics: MetricsStanding;
  readonly quality: QualityReport;
}

/** What a file holds, and what is wrong with it. */
export interface FileInspection {
  readonly file: FileDescription;
  /** null where the file holds only metrics of another. */
  readonly source: SourceInspection | null;
}

/** How a file is inspected. */
export interface InspectOptions {
  readonly configuration: Configuration;
  readonly signal: { readonly aborted: boolean };
  readonly onProgress: (rows: number, totalRows: number) => void;
}

/**
 * Looks through a file without changing it.
 * @throws OrderflowError as connecting does, where it is no source.
 */
export async function inspectFile(path: string, options: InspectOptions): Promise<FileInspection> {
  const { describeFile } = await loadSqlite();
  const file = describeFile(path);
  if (file.kind === 'metrics') return { file, source: null };
  const repository = await openRepository(path, options.configuration, { write: false, output: undefined });
  try {
    return { file, source: await inspectSource(repository, options) };
  } finally {
    repository.close();
  }
}

async function inspectSource(
  repository: SQLiteOrderflowRepository,
  { configuration, signal, onProgress }: InspectOptions,
): Promise<SourceInspection> {
  const { batchSize } = configuration;
  return {
    snapshots: await repository.describe('book'),
    trades: await repository.describe('trades'),
    levels: await sampleLevels(repository),
    metrics: await findStanding(repository, configuration),
    quality: await checkQuality(repository, {
      batchSize,
      signal,
      onProgress: ({ rows, totalRows }) => onProgress(rows, totalRows),
    }),
  };
}

/** The settings of the stored metrics are not held against them: they are as current as they can be. */
async function findStanding(
  repository: SQLiteOrderflowRepository,
  configuration: Configuration,
): Promise<MetricsStanding> {
  const presence = await repository.tableExists();
  if (presence.kind !== 'ours') return { presence, rows: 0, reason: null, problems: [] };
  const { batchSize } = configuration;
  const { settings } = presence;
  const { parts } = await DataSet.open([{ repository, metrics: repository }], { settings, batchSize });
  return {
    presence,
    rows: (await repository.loadState())?.metricRows ?? 0,
    reason: parts[0]?.reason ?? null,
    problems: await repository.countProblems(),
  };
}

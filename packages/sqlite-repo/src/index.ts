export type { ConnectOptions } from './connect-options.ts';
export {
  describeFile,
  type FileDescription,
  type FileKind,
  fileKind,
  type IndexDescription,
  type TableDescription,
} from './describe-file.ts';
export { type RunsFileOptions, SQLiteRunsRepository } from './runs/sqlite-runs-repository.ts';
export {
  type SourceWriterOptions,
  type SourceWriterOutcome,
  type WrittenRows,
  writeSourceFile,
} from './source-writer.ts';
export { SQLiteOrderflowRepository } from './sqlite-orderflow-repository.ts';
export { SnapshotPool } from './workers/snapshot-pool.ts';
export { SQLiteThread, sqliteThreadData } from './workers/sqlite-thread.ts';

export type { ConnectOptions } from './connect-options.ts';
export {
  type SourceWriterOptions,
  type SourceWriterOutcome,
  type WrittenRows,
  writeSourceFile,
} from './source-writer.ts';
export { SQLiteOrderflowRepository } from './sqlite-orderflow-repository.ts';

export {
  type SourceWriterOptions,
  type SourceWriterOutcome,
  type WrittenRows,
  writeSourceFile,
} from './source-writer.ts';

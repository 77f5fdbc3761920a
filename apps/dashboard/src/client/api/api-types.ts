import type { z } from '@hono/zod-openapi';
import type { explainedFillSchema } from '../../server/api/fill-schemas.ts';
import type { processingSchema } from '../../server/api/processing-schemas.ts';
import type { bookSchema, proofSchema } from '../../server/api/proof-schemas.ts';
import type { roundTripsSchema, runComparisonSchema, runSchema, runsSchema } from '../../server/api/run-schemas.ts';
import type { qualitySchema, settingsSchema, sourcesSchema, summarySchema } from '../../server/api/schemas.ts';

/** The files and instruments that there are. */
export type Sources = z.infer<typeof sourcesSchema>;
/** One file. */
export type FileInfo = Sources['files'][number];
/** One instrument over all files. */
export type InstrumentInfo = Sources['instruments'][number];
/** The settings of the server. */
export type Settings = z.infer<typeof settingsSchema>;
/** What the strategy found. */
export type Summary = z.infer<typeof summarySchema>;
/** One alert. */
export type SummaryAlert = Summary['alerts'][number];
/** The quality of the data, file by file. */
export type Quality = z.infer<typeof qualitySchema>;
/** The quality of one file. */
export type FileQuality = Quality['files'][number];
/** Rows of one kind that something may be wrong with. */
export type QualityFinding = FileQuality['findings'][number];
/** Rows that cannot be read. */
export type BadRows = FileQuality['badRows'][number];
/** One snapshot with its levels. */
export type BookDocument = z.infer<typeof bookSchema>;
/** All that the metrics of one snapshot are made of. */
export type ProofDocument = z.infer<typeof proofSchema>;
/** How processing stands. */
export type ProcessingState = z.infer<typeof processingSchema>;
/** The runs of backtests that there are. */
export type Runs = z.infer<typeof runsSchema>;
/** One of them, in the list. */
export type ListedRun = Runs['runs'][number];
/** One run in full. */
export type Run = z.infer<typeof runSchema>;
/** What a run came to under one maker model. */
export type RunResult = Run['results'][number];
/** A page of round trips. */
export type RoundTrips = z.infer<typeof roundTripsSchema>;
/** A position from flat to flat. */
export type RoundTrip = RoundTrips['roundTrips'][number];
/** A fill and all that explains it. */
export type ExplainedFill = z.infer<typeof explainedFillSchema>;
/** The rows that a fill hangs on. */
export type FillMarket = NonNullable<ExplainedFill['market']>;
/** How two runs differ. */
export type RunComparison = z.infer<typeof runComparisonSchema>;

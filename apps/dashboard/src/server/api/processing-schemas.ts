import { z } from '@hono/zod-openapi';

const statusSchema = z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']);

/** A file that is, was or will be processed. */
const fileSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: statusSchema,
  rows: z.int(),
  totalRows: z.int(),
  writtenRows: z.int().nullable(),
  skippedRows: z.int().nullable(),
  warnings: z.array(z.string()),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

/** How processing stands. */
export const processingSchema = z
  .object({
    status: z.enum(['idle', 'running', 'done', 'cancelled', 'failed']),
    fraction: z.number(),
    rate: z.number().nullable().openapi({ description: 'Snapshots a second.' }),
    secondsLeft: z.number().nullable(),
    files: z.array(fileSchema),
  })
  .openapi('Processing');

/** What to process. */
export const processingRequestSchema = z
  .strictObject({
    files: z.array(z.string().min(1).max(64)).min(1).max(10_000),
    force: z.boolean().optional().openapi({ description: 'Compute everything anew, whatever is stored.' }),
  })
  .openapi('ProcessingRequest');

/** How processing stands. */
export type ProcessingState = z.infer<typeof processingSchema>;
/** How one file stands. */
export type ProcessingFile = z.infer<typeof fileSchema>;

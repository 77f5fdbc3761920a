import type { z } from '@hono/zod-openapi';
import { problemSchema } from './schemas.ts';

/** How every route describes its errors. */
export const PROBLEM_RESPONSE = {
  default: {
    description: 'What went wrong.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
} as const;

/** How a route describes an answer in JSON. */
export function jsonResponse<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

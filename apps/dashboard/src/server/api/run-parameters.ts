import { z } from '@hono/zod-openapi';
import { wholeParameter } from './parameters.ts';

const MOST_ROWS = 999_999_999;

/** A run by its id, or the beginning of it. */
export const runIdParameter = z
  .string()
  .regex(/^[0-9a-f]{4,64}$/, 'must be the id of a run, or 4 or more of its first digits');

/** A maker model by its name. */
const modelParameter = z.string().regex(/^[\w.-]{1,64}$/, 'must be the name of a maker model');

/** A result of a run. */
export const resultParams = z.object({ id: runIdParameter, model: modelParameter });

/** A row by its number, from 0. */
export const rowNumberParameter = wholeParameter(0, MOST_ROWS);

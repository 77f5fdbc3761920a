import { OrderflowError, type RunRecord, type RunsRepository } from '@orderflow/core';
import { printable } from '../output/printable.ts';
import { shortId } from './keep-run.ts';

/**
 * The run that a word names: the beginning of its id, or `latest`.
 * @throws OrderflowError `bad-argument` where there is none, or more than one.
 */
export async function findRun(repository: RunsRepository, word: string): Promise<RunRecord> {
  const isId = /^[0-9a-f]+$/.test(word);
  const found = word === 'latest' ? await repository.list({ limit: 1 }) : isId ? await repository.find(word) : [];
  const [run, another] = found;
  if (run !== undefined && (another === undefined || run.id === word)) return run;
  const ids = found.map(({ id }) => shortId(id)).join(', ');
  const reason = run === undefined ? 'there is no such run' : `more than one begins so: ${ids}`;
  throw new OrderflowError('bad-argument', `run '${printable(word)}': ${reason}; \`orderflow runs list\` lists them`);
}

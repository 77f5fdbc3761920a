import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { sampleFile, temporaryFolder } from './support/sample-files.ts';
import { serve } from './support/serve.ts';

async function readDocument() {
  const { ask } = await serve([await sampleFile(temporaryFolder(), 'a.db', { snapshots: 10 })]);
  return (await ask('/api/v1/openapi.json')).json;
}

it('describes the API by a valid OpenAPI 3.1 document', async () => {
  const document = await readDocument();
  const { valid, errors } = await new Validator().validate(document);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

it('describes every route, its parameters and its problems', async () => {
  const { paths } = await readDocument();
  expect(Object.keys(paths).sort()).toEqual([
    '/book/{instrument}',
    '/processing',
    '/processing/events',
    '/proof/{instrument}',
    '/quality',
    '/runs',
    '/runs/{id}',
    '/runs/{id}/comparison/{other}',
    '/runs/{id}/results/{model}/equity',
    '/runs/{id}/results/{model}/fills',
    '/runs/{id}/results/{model}/fills/{number}',
    '/runs/{id}/results/{model}/round-trips',
    '/series/{instrument}',
    '/settings',
    '/sources',
    '/summary',
  ]);
  for (const operations of Object.values<Record<string, { responses: Record<string, unknown> }>>(paths)) {
    for (const { responses } of Object.values(operations)) expect(responses).toHaveProperty('default');
  }
  const { parameters } = paths['/series/{instrument}'].get;
  const named = parameters.map(({ name, required }: { name: string; required?: boolean }) => [name, required === true]);
  expect(named).toEqual([
    ['instrument', true],
    ['series', true],
    ['start', false],
    ['end', false],
    ['pixels', true],
    ['foldMs', false],
    ['windowSeconds', false],
    ['depth', false],
    ['file', false],
  ]);
});

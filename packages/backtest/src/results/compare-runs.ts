import type { JsonValue, RunRecord, RunResult, RunsRepository } from '@orderflow/core';
import { compareFills, type FillComparison, type FillDifference } from './compare-fills.ts';

const BATCH_SIZE = 1000;

/** Something that two runs were given differently, by its path: `parameters.entryObi`. Undefined where one has none. */
export interface InputDifference {
  readonly input: string;
  readonly first: JsonValue | undefined;
  readonly second: JsonValue | undefined;
}

/** How two runs differ under one maker model. */
export interface ModelDifference {
  readonly makerModel: string;
  readonly first: RunResult;
  readonly second: RunResult;
  /** Null where a run was stored without its rows. */
  readonly fills: FillComparison | null;
  readonly differences: readonly FillDifference[];
}

/** How two runs differ. */
export interface RunDifference {
  readonly first: RunRecord;
  readonly second: RunRecord;
  readonly inputs: readonly InputDifference[];
  /** The maker models that both played. */
  readonly models: readonly ModelDifference[];
}

/**
 * Compares two stored runs: what they were given, and fill by fill what came out, under the maker models that both
 * played.
 */
export async function compareRuns(
  repository: RunsRepository,
  first: RunRecord,
  second: RunRecord,
): Promise<RunDifference> {
  const models: ModelDifference[] = [];
  for (const one of first.results) {
    const other = second.results.find(({ makerModel }) => makerModel === one.makerModel);
    if (other !== undefined) models.push(await compareModel(repository, [first, one], [second, other]));
  }
  return { first, second, models, inputs: compareInputs('', toJson(first.inputs), toJson(second.inputs)) };
}

type Side = readonly [run: RunRecord, result: RunResult];

async function compareModel(
  repository: RunsRepository,
  [firstRun, first]: Side,
  [secondRun, second]: Side,
): Promise<ModelDifference> {
  const { makerModel } = first;
  const differences: FillDifference[] = [];
  if (!firstRun.hasRows || !secondRun.hasRows) return { makerModel, first, second, fills: null, differences };
  const fillsOf = ({ id }: RunRecord) => repository.iterateFills({ id, makerModel, batchSize: BATCH_SIZE });
  const fills = await compareFills(fillsOf(firstRun), fillsOf(secondRun), (found) => differences.push(found));
  return { makerModel, first, second, fills, differences };
}

function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

function compareInputs(path: string, first?: JsonValue, second?: JsonValue): readonly InputDifference[] {
  if (isTree(first) && isTree(second)) {
    const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
    return names.flatMap((name) => compareInputs(path === '' ? name : `${path}.${name}`, first[name], second[name]));
  }
  return JSON.stringify(first) === JSON.stringify(second) ? [] : [{ input: path, first, second }];
}

function isTree(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { JsonObject, JsonValue, RunRecord } from '@orderflow/core';
import { canonicalJson } from './canonical-json.ts';

/** What one run was given and another was not. */
export interface RunMark {
  /** Such as `fees`, `latency`, `makerModel`, `tickSize`, `engine`, `code` or `data`. */
  readonly name: string;
  /** Figures in their order with commas between; of a hash its beginning. */
  readonly value: string;
}

/** Characters of a hash that tell it from others. */
const SHOWN_OF_HASH = 6;
const HASH = /^[0-9a-f]{64}$/;
const MANY_MODELS = 'band';

/** What can be given differently to runs that have a thing of this name: runs of other markets have other ticks. */
interface Given extends RunMark {
  readonly key: string;
  /** The value in full. */
  readonly whole: string;
}

/**
 * What sets each of some runs apart from the others besides strategy, parameters, instruments and time, in their order:
 * the assumptions that differ, fees and latency first, then the versions of the engine and of the strategy's code, and
 * the data, where those of the same name, instruments and time are others. Rules are compared instrument by instrument. No
 * marks where nothing differs.
 */
export function tellRunsApart(runs: readonly Pick<RunRecord, 'inputs' | 'data'>[]): readonly (readonly RunMark[])[] {
  const given = runs.map(givenTo);
  const values = Map.groupBy(given.flat(), ({ key }) => key);
  const differs = new Set([...values].filter(([, all]) => all.some(({ whole }) => whole !== all[0]!.whole)).map(first));
  return given.map((all) => all.filter(({ key }) => differs.has(key)).map(({ name, value }) => ({ name, value })));
}

function first<Value>([value]: readonly [Value, ...unknown[]]): Value {
  return value;
}

function givenTo({ inputs, data }: Pick<RunRecord, 'inputs' | 'data'>): readonly Given[] {
  const { fees = null, latency = null, makerModels = null, rules = null, ...others } = inputs.assumptions;
  const { instruments, startTime, endTime } = data;
  return [
    markOf('fees', fees),
    markOf('latency', latency),
    { ...markOf('makerModel', makerModels), value: modelText(makerModels) },
    ...rulesOf(rules, instruments.length > 1),
    ...Object.entries(others).map(([name, value]) => markOf(name, value)),
    markOf('engine', inputs.engine),
    markOf('code', inputs.strategyCode, inputs.strategy),
    markOf('data', inputs.dataHash, JSON.stringify([instruments, startTime, endTime])),
  ];
}

/** `among` names the runs that can be compared. */
function markOf(name: string, value: JsonValue, among = ''): Given {
  return { name, value: textOf(value), key: `${name} ${among}`, whole: canonicalJson(value) };
}

function rulesOf(rules: JsonValue, namesInstruments: boolean): readonly Given[] {
  if (!isTree(rules)) return [];
  return Object.entries(rules).flatMap(([instrument, rule]) =>
    Object.entries(isTree(rule) ? rule : {}).map(([name, value]) => {
      const mark = markOf(name, value, instrument);
      return namesInstruments ? { ...mark, name: `${instrument}.${name}` } : mark;
    }),
  );
}

function modelText(models: JsonValue): string {
  return Array.isArray(models) && models.length > 1 ? MANY_MODELS : textOf(models);
}

function textOf(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (isTree(value)) return Object.values(value).map(textOf).join(',');
  if (value === null) return 'none';
  return typeof value === 'string' && HASH.test(value) ? value.slice(0, SHOWN_OF_HASH) : String(value);
}

function isTree(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

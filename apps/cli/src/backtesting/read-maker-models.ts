import {
  CROSS,
  LOG_MODEL,
  MAKER_MODELS,
  type MakerModel,
  makePowerModel,
  RISK_AVERSE,
  TOUCH,
} from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';
import { readPositive } from './read-numbers.ts';

const BAND = 'band';
const POWER = 'power:';
/** How the models with a chance are called in JSON and in stored runs. */
const LONG_LOG = LOG_MODEL.name;
const LONG_POWER = /^probabilistic-power-/;
const NAMED: ReadonlyMap<string, MakerModel> = new Map([
  ['cross', CROSS],
  ['risk-averse', RISK_AVERSE],
  ['log', LOG_MODEL],
  ['touch', TOUCH],
]);

/** The words that `--maker-model` takes, one of many powers among them. */
export const MAKER_MODEL_NAMES: readonly string[] = [BAND, ...NAMED.keys(), `${POWER}1`];

/**
 * The maker models that `--maker-model` names: one, or the four of the band. The names that JSON prints are taken too.
 * @throws OrderflowError `bad-argument`.
 */
export function readMakerModels(name: string): readonly MakerModel[] {
  const text = name === LONG_LOG ? 'log' : name.replace(LONG_POWER, POWER);
  if (text === BAND) return MAKER_MODELS;
  if (text.startsWith(POWER)) return [makePowerModel(readPositive('maker-model', text.slice(POWER.length)))];
  const named = NAMED.get(text);
  if (named !== undefined) return [named];
  const hint = didYouMean(text, MAKER_MODEL_NAMES);
  throw new OrderflowError(
    'bad-argument',
    `--maker-model is '${printable(text)}'${hint}; choose one of ${MAKER_MODEL_NAMES.join(', ')}, or another power`,
  );
}

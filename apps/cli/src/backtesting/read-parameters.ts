import { OrderflowError } from '@orderflow/core';
import { printable } from '../output/printable.ts';
import type { FileParameters } from '../strategies/file-parameters.ts';

/**
 * The parameters of `--param name=value`: numbers where they read as such, else text.
 * @throws OrderflowError `bad-argument`, also where one is named twice.
 */
export function readParameters(texts: readonly string[]): FileParameters {
  const parameters: Record<string, number | string> = {};
  for (const text of texts) {
    const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new OrderflowError('bad-argument', `--param is '${printable(text)}'; write NAME=VALUE`);
    }
    if (Object.hasOwn(parameters, name)) throw new OrderflowError('bad-argument', `--param ${name} stands twice`);
    const number = Number(value);
    parameters[name] = value.trim() !== '' && Number.isFinite(number) ? number : value;
  }
  return parameters;
}

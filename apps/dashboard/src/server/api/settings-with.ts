import type { Configuration } from '@orderflow/core';

/** The settings of the server, with the depth that a request asks for. */
export function settingsWith(configuration: Configuration, depth: number | null | undefined): Configuration {
  return depth === undefined ? configuration : { ...configuration, depth };
}

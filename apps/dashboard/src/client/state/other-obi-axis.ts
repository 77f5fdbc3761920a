import type { ViewState } from './view-state.ts';

/** Fixes the OBI axis at -1 to 1, or lets it follow the data; either way it is scaled by hand no more. */
export function otherObiAxis({ isObiFixed, scales }: ViewState): Pick<ViewState, 'isObiFixed' | 'scales'> {
  const { obi: _, ...others } = scales;
  return { isObiFixed: !isObiFixed, scales: others };
}

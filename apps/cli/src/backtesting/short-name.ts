/** A maker model as `--maker-model` takes it: `probabilistic-power-1` is `power:1`. */
export function shortName(makerModel: string): string {
  return makerModel.replace(/^probabilistic-/, '').replace(/^power-/, 'power:');
}

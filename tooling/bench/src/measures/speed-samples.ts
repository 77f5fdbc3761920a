/** The files on which speed is measured, by the name of the measure. */
export const SPEED_SAMPLES = {
  'levels-25': { snapshots: 500_000, levels: 25 },
  'levels-400': { snapshots: 40_000, levels: 400 },
} as const;

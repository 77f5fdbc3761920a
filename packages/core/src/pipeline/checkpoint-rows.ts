/** A checkpoint stands at every so many metric rows, whatever the batch size. */
export const CHECKPOINT_ROWS = 1024;

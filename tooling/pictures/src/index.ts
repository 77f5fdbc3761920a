export { type Comparison, comparePictures, type Leeway } from './compare-pictures.ts';
export { checkKept, KEPT_COLORS, type KeptFolders, UPDATE_SETTING } from './kept-pictures.ts';
export { fontEnvironment, fontTrouble, MEASURE_PROBES } from './picture-fonts.ts';

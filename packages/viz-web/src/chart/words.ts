// What is said of a picture, or where there is none, is loaded when it is to be said.
export { showNothing } from '../dom/show-nothing.ts';
export { badgeText } from '../model/badge.ts';
export { describeScene } from '../model/describe.ts';
export { paneNote } from '../model/pane-note.ts';

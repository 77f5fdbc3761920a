// What is said of a picture is loaded behind the first one.
export { describeScene } from '../model/describe.ts';
export { paneNote } from '../model/pane-note.ts';

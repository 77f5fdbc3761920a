import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';

/** The first family that the charts ask for: a picture looks the same on every machine. */
const FAMILY = 'system-ui';

/** Makes the font known that pictures are written in; without one, no text is drawn. */
export function registerFonts(): void {
  const files = [
    import.meta.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2'),
    import.meta.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff2'),
  ];
  for (const file of files) GlobalFonts.registerFromPath(fileURLToPath(file), FAMILY);
}

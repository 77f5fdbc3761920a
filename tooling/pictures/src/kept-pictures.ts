import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pngQuantize } from '@napi-rs/image';
import { comparePictures } from './compare-pictures.ts';

/** Set to `1`, pictures are kept anew instead of compared. */
export const UPDATE_SETTING = 'ORDERFLOW_KEEP_PICTURES';

/** A palette of 256 colours makes them a third as large, and no pixel differs by as much as counts. */
const QUALITY = { minQuality: 60, maxQuality: 99, speed: 3 };

/** How far apart colours may be in a kept picture: shades of a theme are further. */
export const KEPT_COLORS = 0.02;

/** Where pictures lie. */
export interface KeptFolders {
  /** Those that are kept. */
  readonly kept: string;
  /** Where a picture that differs is written, with its difference. */
  readonly found: string;
}

/**
 * Compares a picture with the kept one of its name, or keeps it where the setting says so. Null where all is well, else
 * what is wrong and where to look. `most` is the share of pixels that may differ.
 */
export async function checkKept(
  name: string,
  actual: Buffer,
  most: number,
  { kept, found }: KeptFolders,
): Promise<string | null> {
  const path = join(kept, `${name}.png`);
  const [drawnPath, differencePath] = [join(found, `${name}.actual.png`), join(found, `${name}.difference.png`)];
  for (const old of [drawnPath, differencePath]) rmSync(old, { force: true });
  const isKeeping = process.env[UPDATE_SETTING] === '1';
  if (!existsSync(path)) return isKeeping ? keep(path, actual) : `there is no ${path}: npm run pictures draws it`;
  const { share, differing, drawn, sizes } = await comparePictures(readFileSync(path), actual, { colors: KEPT_COLORS });
  // A picture that did not change is left alone, so that the history does not grow by it.
  if (isKeeping) return differing === 0 ? null : keep(path, actual);
  if (share <= most) return null;
  mkdirSync(found, { recursive: true });
  writeFileSync(drawnPath, actual);
  writeFileSync(differencePath, drawn);
  const much = sizes ?? `${differing} pixels differ, ${percent(share)} of all; ${percent(most)} may`;
  return `${path} is not what is drawn now: ${much}.\n  drawn now:  ${drawnPath}\n  difference: ${differencePath}\nIf it is meant so, npm run pictures keeps it.`;
}

async function keep(path: string, picture: Buffer): Promise<null> {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await pngQuantize(picture, QUALITY));
  return null;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(4)} %`;
}

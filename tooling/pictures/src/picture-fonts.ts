import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts whose widths tell DejaVu Sans from other fonts, in pixels at 100 px. */
export const PROBES: readonly { readonly font: string; readonly text: string; readonly width: number }[] = [
  { font: '100px system-ui', text: 'Order flow 0123456789', width: 1189.9 },
  { font: 'bold 100px system-ui', text: 'Order flow 0123456789', width: 1323.7 },
  { font: '100px "DejaVu Sans Mono"', text: '0123456789', width: 602.1 },
];
const NEAR = 1;

/** What a page evaluates to measure the probes. */
export const MEASURE_PROBES = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  return ${JSON.stringify(PROBES)}.map(({ font, text }) => {
    context.font = font;
    return context.measureText(text).width;
  });
})()`;

const CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <selectfont>
    <rejectfont>
      <pattern><patelt name="scalable"><bool>true</bool></patelt></pattern>
      <pattern><patelt name="scalable"><bool>false</bool></patelt></pattern>
    </rejectfont>
    <acceptfont>
      <pattern><patelt name="family"><string>DejaVu Sans</string></patelt></pattern>
      <pattern><patelt name="family"><string>DejaVu Sans Mono</string></patelt></pattern>
    </acceptfont>
  </selectfont>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;

/** The environment of a browser that knows no font but DejaVu, as far as the machine looks fonts up by fontconfig. */
export function fontEnvironment(folder: string): Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'fonts.conf');
  writeFileSync(path, CONFIGURATION);
  return { FONTCONFIG_FILE: path };
}

/** What is wrong with the widths that a browser measured of the probes; null where its font is DejaVu Sans. */
export function fontTrouble(widths: readonly number[]): string | null {
  const wrong = PROBES.findIndex(({ width }, index) => Math.abs((widths[index] ?? 0) - width) > NEAR);
  const probe = PROBES[wrong];
  if (probe === undefined) return null;
  return `“${probe.text}” is ${widths[wrong]?.toFixed(1)} pixels wide in ${probe.font}, not ${probe.width}: the font is not DejaVu Sans. Install it: on Debian and Ubuntu it is the package fonts-dejavu-core.`;
}

/** The colours of a chart. */
export interface Palette {
  readonly background: string;
  readonly panel: string;
  readonly grid: string;
  readonly axisText: string;
  readonly text: string;
  readonly buy: string;
  readonly sell: string;
  readonly obi: string;
  readonly cvd: string;
  readonly equity: string;
  readonly alert: string;
}

/** The name of a palette. */
export type ThemeName = 'dark' | 'light';

/** The palettes; text and lines have a contrast of 4.9:1 or more. */
export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  dark: {
    background: '#0E1116',
    panel: '#151A21',
    grid: '#222933',
    axisText: '#8D99A8',
    text: '#E6EAF0',
    buy: '#4CA6FF',
    sell: '#FF8A3D',
    obi: '#D7DEE8',
    cvd: '#E9A8FF',
    equity: '#5FD3BC',
    alert: '#FF5FA2',
  },
  light: {
    background: '#FFFFFF',
    panel: '#F6F8FA',
    grid: '#E3E8EE',
    axisText: '#5A6675',
    text: '#17202B',
    buy: '#0B63C5',
    sell: '#B84A00',
    obi: '#2B3442',
    cvd: '#7A1FA2',
    equity: '#0B7A68',
    alert: '#C2185B',
  },
};

/** The typeface of axes and labels; its figures have one width on most systems. */
export const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, Ubuntu, 'DejaVu Sans', sans-serif";

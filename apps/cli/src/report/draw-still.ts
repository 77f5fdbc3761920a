import type { Configuration, SeriesArchive } from '@orderflow/core';
import type { ChartAlert, ChartRun } from '@orderflow/viz-web/chart';
import { firstLength } from './bar-lengths.ts';
import type { ReportChart } from './report-model.ts';

/** Pixels of a still picture's width as charts count them: letters are as large as those of the page around it. */
const WIDTH = 900;
/** Pixels of the picture for each of those: enough on paper. */
const RATIO = 2;

/** What a still picture shows. */
export interface StillRequest {
  readonly chart: Pick<ReportChart, 'instrument' | 'start' | 'end' | 'barSeconds'>;
  readonly configuration: Configuration;
  readonly alerts: readonly ChartAlert[];
  /** The run on it; null for none. */
  readonly run: ChartRun | null;
}

/** All of a chart as PNG, in the shape of the figure size, light as paper is; null where there is nothing to draw. */
export async function drawStill(archive: SeriesArchive, request: StillRequest): Promise<Uint8Array | null> {
  const { chart, configuration, alerts, run } = request;
  const { figureSize } = configuration;
  const { encodePicture, loadCharts } = await import('../picture/write-picture.ts');
  const size = { width: WIDTH, height: Math.round((WIDTH * figureSize[1]) / figureSize[0]), ratio: RATIO };
  const charts = await loadCharts(size);
  const { obiLevel } = configuration.alerts;
  const picture = await charts.readPicture(archive, {
    instrument: chart.instrument,
    span: chart,
    windowSeconds: firstLength(chart, configuration.windowSeconds, charts.fairWindow),
    pixels: Math.round((size.width - charts.VALUE_AXIS_WIDTH) * size.ratio),
    theme: 'light',
    thresholds: obiLevel === null ? [] : [obiLevel],
    alerts,
    runs: run === null ? [] : [run],
  });
  return picture === null ? null : encodePicture(picture, size, charts);
}

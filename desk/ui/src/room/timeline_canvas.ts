// Draws bars by day with uPlot. A part of the page of its own, loaded when it is needed.
import uPlot from 'uplot';
import { language, t } from '../../../../web/i18n';
import type { Bars } from './timeline';
import { keepPlot } from './painted';

const kHeight = 240;
const kDayPixels = 110;
const kBars = { size: [0.3, 40] as [number, number] };

// someOf leaves as many days as have room for their names, the first among them.
function someOf(days: number[], width: number): number[] {
  const first = days[0] ?? 0, room = (((days.at(-1) ?? 0) - first) * kDayPixels) / width;
  let last = -Infinity;
  return days.filter((day) => day - last >= room && ((last = day), true));
}

function options(box: HTMLElement, days: number[], most: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } };
  const name = new Intl.DateTimeFormat(language(), { dateStyle: 'medium' });
  const bars = (label: string, fill: string, align: -1 | 1): uPlot.Series =>
    ({ label, fill, stroke: fill, paths: uPlot.paths.bars!({ ...kBars, align }), points: { show: false } });
  return {
    width: Math.max(box.clientWidth, 200), height: kHeight, padding: [null, 48, null, null], legend: { show: false }, cursor: { drag: { x: false, y: false } },
    scales: { y: { range: [0, most + Math.ceil(most / 10)] } },
    axes: [{ ...axis, splits: (plot) => someOf(days, plot.width), values: (_, splits) => splits.map((at) => name.format(at * 1000)) }, { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }],
    series: [{}, bars(t('messages that came'), colour('--graph-inside'), -1), bars(t('times that were named, and statements'), colour('--graph-thing'), 1)],
  };
}

export function drawBars(box: HTMLElement, { days, tips, dates }: Bars): void {
  keepPlot(box, kHeight, () => new uPlot(options(box, days, Math.max(...tips, ...dates)), [days, tips, dates], box));
  box.dataset['painted'] = String(days.length);
}

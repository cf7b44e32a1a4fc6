// Draws bars by day with uPlot. A part of the page of its own, loaded when it is needed.
import uPlot from 'uplot';
import { t } from '../../../../web/i18n';
import type { Bars } from './timeline';

const kHeight = 240;

export function drawBars(box: HTMLElement, { days, counts }: Bars): void {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--soft').trim(), fill = style.getPropertyValue('--main').trim(), line = style.getPropertyValue('--line').trim();
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
  const most = Math.max(...counts);
  const plot = new uPlot({
    width: Math.max(box.clientWidth, 200), height: kHeight, legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: [0, most + Math.ceil(most / 10)] } },
    axes: [axis, { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }],
    series: [{}, { label: t('Tips by day'), fill, stroke: fill, paths: uPlot.paths.bars!({ size: [0.6, 60] }), points: { show: false } }],
  }, [days, counts], box);
  box.dataset['painted'] = String(days.length);
  const watch = new ResizeObserver(() => {
    if (!box.isConnected) return watch.disconnect();
    if (box.clientWidth > 0 && Math.abs(box.clientWidth - plot.width) > 2) plot.setSize({ width: box.clientWidth, height: kHeight });
  });
  watch.observe(box);
}

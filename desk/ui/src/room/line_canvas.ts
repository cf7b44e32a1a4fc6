// Draws a crew's acts over time with uPlot. A part of the page of its own.
import uPlot from 'uplot';
import { language, t } from '../../../../web/i18n';
import type { Crew } from './campaigns_api';
import { keepPlot } from './painted';

const kHeight = 200;

function options(box: HTMLElement): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } };
  const day = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    width: Math.max(box.clientWidth, 200), height: kHeight, padding: [null, 40, null, null], legend: { show: false }, cursor: { drag: { x: false, y: false } },
    axes: [{ ...axis, space: 110, values: (_, splits) => splits.map((at) => day.format(at * 1000)) }, axis],
    series: [{}, { label: t('Acts'), fill: colour('--graph-inside'), stroke: colour('--graph-inside'), paths: uPlot.paths.bars!({ size: [0.8, 40] }), points: { show: false } }],
  };
}

export function drawLine(box: HTMLElement, { begin, step, acts }: Crew['line']): void {
  if (acts.length === 0) return;
  const at = acts.map((_, i) => (begin + i * step) / 1000);
  keepPlot(box, kHeight, () => new uPlot(options(box), [at, acts], box));
  box.dataset['painted'] = String(acts.length);
}

// What is painted on the page by a library: it follows day and night, and ends when it is
// taken off the page.

const night = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

// whileThere calls `repaint` when day and night change, and `end` once the box is gone.
export function whileThere(box: HTMLElement, repaint: () => void, end: () => void): void {
  const scheme = night();
  scheme.addEventListener('change', repaint);
  const gone = new MutationObserver(() => {
    if (box.isConnected) return;
    gone.disconnect();
    scheme.removeEventListener('change', repaint);
    end();
  });
  gone.observe(document.body, { childList: true, subtree: true });
}

// followBox is whileThere for what also follows its box's size; nothing of it has to be ended.
export function followBox(box: HTMLElement, repaint: () => void, resized: () => void): void {
  const scheme = night();
  scheme.addEventListener('change', repaint);
  const watch = new ResizeObserver(() => {
    if (box.isConnected) return resized();
    watch.disconnect();
    scheme.removeEventListener('change', repaint);
  });
  watch.observe(box);
}

// Plot is what of uPlot is needed to keep one in its box.
interface Plot { width: number; setSize(size: { width: number; height: number }): void; destroy(): void }

// keepPlot makes a plot, again when day and night change, and keeps it as wide as its box.
export function keepPlot(box: HTMLElement, height: number, make: () => Plot): void {
  let plot = make();
  followBox(box, () => { plot.destroy(); plot = make(); }, () => {
    if (box.clientWidth > 0 && Math.abs(box.clientWidth - plot.width) > 2) plot.setSize({ width: box.clientWidth, height });
  });
}

/** Bars against a limit, as SVG. */

import { svg } from "./dom";
import { tone } from "./verdicts";

export interface Bar {
  label: string;
  value: number;
  verdict: string;
}

interface ChartOptions {
  title: string;
  limit: number | null;
  limitLabel: string;
  format: (value: number) => string;
}

const HEIGHT = 132;
const TOP = 18;
const BASE = 112;

/** The highest value or the limit fills the height; a short bar is still seen. */
export function barChart(bars: Bar[], { title, limit, limitLabel, format }: ChartOptions): SVGElement {
  const width = Math.max(280, bars.length * 18);
  // A few bars stay bars.
  const step = Math.min(width / Math.max(bars.length, 1), 28);
  const highest = Math.max(...bars.map((bar) => bar.value), 1e-9);
  // A limit far above every bar would flatten them all: then the axis is cut and the line is drawn at the top.
  const top = limit ? Math.max(highest, Math.min(limit, highest * 4)) : highest;
  const y = (value: number): number => BASE - (Math.min(value, top) / top) * (BASE - TOP);
  const label = `${title}: ${bars.map((bar) => `${bar.label} ${format(bar.value)}`).join(", ")}`;
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label, preserveAspectRatio: "none", height: HEIGHT },
    svg("line", { x1: 0, x2: width, y1: BASE, y2: BASE, class: "axis" }),
    bars.map((bar, index) => column(bar, index * step, step, y(bar.value), format)),
    limit ? [svg("line", { x1: 0, x2: width, y1: y(limit), y2: y(limit), class: "limit" })] : [],
    svg("title", {}, limit ? `${title} (${limitLabel})` : title),
  );
}

function column(bar: Bar, x: number, step: number, y: number, format: (value: number) => string): SVGElement {
  const height = Math.max(BASE - y, 2);
  const rect = { x: x + step * 0.18, width: step * 0.64, y: BASE - height, height, rx: Math.min(3, step * 0.2), class: `bar ${tone(bar.verdict)}` };
  return svg("rect", rect, svg("title", {}, `${bar.label}: ${format(bar.value)}`));
}

/** A gate report: what was asked of a problem, and the solutions by tests. */

import { h } from "../dom";
import { named, t } from "../i18n";
import type { Cell, Matrix, Report } from "../types";
import { gateChip, gateCount, heatMap } from "./gateparts";
import { verdictCode } from "../verdicts";

export const outcomeLine = (report: Report): HTMLElement =>
  h("p", { class: `outcome-line ${report.outcome}` }, h("strong", {}, named(report.outcome)), " ", h("span", { class: "dim" }, gateCount(report.gates)));

export function reportBody(report: Report): HTMLElement[] {
  const chips = report.gates.map((gate) => gateChip(gate, () => Promise.resolve("")));
  const gates = h("div", { class: "gates" }, chips);
  if (!Object.keys(report.matrix).length) return [gates];
  return [gates, h("h3", { class: "matrix-title" }, t("matrix")), h("p", { class: "dim small" }, t("matrixHint")), heatMap(matrixOf(report), report.time_limit_s)];
}

function matrixOf(report: Report): Matrix {
  const rows = Object.entries(report.matrix);
  const tests = [...new Set(rows.flatMap(([, row]) => Object.keys(row.tests)))].sort();
  const cells = (row: Report["matrix"][string]): Cell[] =>
    tests.map((test) => {
      const run = row.tests[test];
      return run ? [verdictCode(run.verdict), run.cpu_s] : null;
    });
  return { tests, solutions: Object.fromEntries(rows.map(([name, row]) => [name, { expected: row.expected, verdict: row.verdict, runs: cells(row) }])) };
}

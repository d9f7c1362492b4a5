/** The gate report of a problem that was generated. */

import * as api from "../api";
import { h, replace } from "../dom";
import { named, t } from "../i18n";
import { jobOf } from "../storage";
import type { Cell, Matrix, Report } from "../types";
import { gateChip, gateCount, heatMap, problemNotice, section, verdictCode } from "./parts";

export function gatesView(main: HTMLElement, problemId: string): void {
  const jobId = jobOf(problemId);
  const back = h("p", {}, h("a", { href: `#/problems/${encodeURIComponent(problemId)}` }, `← ${t("back")}`));
  if (!jobId) return replace(main, back, h("p", { class: "notice" }, t("noReport")));
  replace(main, back, h("p", { class: "dim" }, t("loading")));
  api.report(jobId).then(
    (report) => replace(main, back, h("h1", {}, t("reportOf")), ...shown(report, jobId)),
    (error: unknown) => replace(main, back, problemNotice(error)),
  );
}

function shown(report: Report, jobId: string): HTMLElement[] {
  const chips = report.gates.map((gate) => gateChip(gate, () => Promise.resolve(typeof gate.evidence === "string" ? gate.evidence : "")));
  const head = h("div", { class: `notice outcome ${report.outcome}` }, h("p", {}, h("strong", {}, named(report.outcome))), h("a", { href: `#/generate/${jobId}` }, t("stages")));
  const gates = section(t("gates"), h("p", { class: "dim" }, gateCount(report.gates)), h("div", { class: "gates" }, chips));
  return [head, gates, section(t("matrix"), h("p", { class: "dim" }, t("matrixHint")), heatMap(matrixOf(report), report.time_limit_s))];
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

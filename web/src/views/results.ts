/** Tests that light up, then the verdict with its figures. */

import { barChart } from "../chart";
import type { Line } from "../diff";
import { h, replace } from "../dom";
import { named, seconds, t } from "../i18n";
import type { ProblemSummary, Submission, TestRun } from "../types";
import { shortTest, sign, tone } from "../verdicts";
import { section, verdictBadge } from "./parts";

/** Lamps that go on as tests end. */
export class LiveTests {
  private readonly lamps = h("ol", { class: "lamps", "aria-label": t("tests") });
  private readonly count = h("p", { class: "dim busy" }, t("queued"));
  readonly element = h("section", { class: "panel" }, h("h2", {}, t("tests")), this.count, this.lamps);

  add(run: TestRun): void {
    this.lamps.append(lamp(run));
    replace(this.count, t("judging", { n: this.lamps.childElementCount }));
  }
}

function lamp(run: TestRun): HTMLElement {
  const words = `${run.test}: ${named(run.verdict)}, ${seconds(run.cpu_s)}`;
  return h("li", { class: `lamp ${tone(run.verdict)}`, title: words }, h("span", { "aria-hidden": "true" }, sign(run.verdict)), h("span", { class: "hidden-visually" }, words));
}

export function judgedView(submission: Submission, limits: ProblemSummary["limits"]): HTMLElement {
  const runs = submission.runs ?? [];
  const passed = t("passedOf", { n: submission.tests_passed ?? 0, m: submission.tests_total ?? runs.length });
  const head = h("div", { class: "verdict-head", "data-verdict": submission.verdict }, verdictBadge(submission.verdict ?? "JUDGE_ERROR"), h("span", { class: "dim" }, passed));
  const output = submission.compile?.output.trim();
  const compiled = output && h("details", { open: submission.compile?.ok === false }, h("summary", {}, t("compileOutput")), h("pre", { tabindex: 0, "aria-label": t("compileOutput") }, output));
  const figures = runs.length > 0 && [h("ol", { class: "lamps", "aria-label": t("tests") }, runs.map(lamp)), charts(runs, limits), table(runs)];
  return h("section", { class: "panel judged" }, h("h2", {}, t("results")), head, compiled, figures, submission.error && h("p", { class: "notice bad" }, submission.error));
}

function charts(runs: TestRun[], limits: ProblemSummary["limits"]): HTMLElement {
  const time = runs.map((run) => ({ label: shortTest(run.test), value: run.cpu_s, verdict: run.verdict }));
  const memory = runs.map((run) => ({ label: shortTest(run.test), value: run.memory_mib, verdict: run.verdict }));
  const mib = (value: number): string => `${value.toFixed(0)} MiB`;
  return h(
    "div",
    { class: "charts" },
    figure(t("times"), time, limits.time_limit_s, seconds),
    figure(t("memory"), memory, limits.memory_mib, mib),
  );
}

function figure(title: string, bars: { label: string; value: number; verdict: string }[], limit: number | null, format: (value: number) => string): HTMLElement {
  const highest = t("highest", { n: format(Math.max(...bars.map((bar) => bar.value))) });
  const limitLabel = limit ? t("limit", { n: format(limit) }) : "";
  const caption = h("figcaption", {}, h("span", {}, title), h("span", { class: "dim" }, [highest, limitLabel].filter(Boolean).join(" · ")));
  return h("figure", {}, caption, barChart(bars, { title, limit, limitLabel, format }));
}

function table(runs: TestRun[]): HTMLElement {
  const rows = runs.map((run) => h("tr", {}, h("th", { scope: "row" }, run.test), h("td", {}, named(run.verdict)), h("td", {}, run.cpu_s.toFixed(3)), h("td", {}, run.memory_mib.toFixed(0)), h("td", {}, run.message)));
  const head = h("tr", {}, [t("tests"), "", "CPU s", "MiB", ""].map((title) => (title ? h("th", { scope: "col" }, title) : h("td", {}))));
  return h("details", {}, h("summary", {}, t("tests")), h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("tests") }, h("table", { class: "runs" }, h("thead", {}, head), h("tbody", {}, rows))));
}

/** What was wanted, and what was printed instead. */
const SIGNS: Record<Line["kind"], string> = { same: " ", missing: "✓", extra: "✗" };

export function diffBox(title: string, lines: Line[]): HTMLElement {
  const legend = h("p", { class: "dim" }, h("span", { class: "diff missing" }, `${SIGNS.missing} ${t("expected")}`), " ", h("span", { class: "diff extra" }, `${SIGNS.extra} ${t("yours")}`));
  const rows = lines.map((line) => h("span", { class: `diff ${line.kind}` }, `${SIGNS[line.kind]} ${line.text}\n`));
  return section(title, legend, h("pre", { class: "diff-lines", tabindex: 0, "aria-label": title }, rows));
}

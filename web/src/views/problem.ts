/** A problem: its statement on one side, the workbench on the other. */

import * as api from "../api";
import { append, h, replace } from "../dom";
import { locale, t, topic } from "../i18n";
import type { Problem, Sample } from "../types";
import { copyButton, difficultyPill, problemNotice, section, waiting } from "./parts";
import { outcomeLine, reportBody } from "./report";
import { Workbench } from "./workbench";

export function problemView(main: HTMLElement, problemId: string): () => void {
  let workbench: Workbench | undefined;
  let left = false;
  const show = async (): Promise<void> => {
    replace(main, waiting(8));
    const [problem, languages, { rendered }] = await Promise.all([api.problem(problemId, locale()), api.languages(), import("../statement")]);
    if (left) return;
    document.title = `${problem.name} · Alpaco`;
    workbench = new Workbench(problem, languages);
    replace(main, head(problem), h("div", { class: "solve" }, task(problem, rendered(problem.statement.text, problem.statement.format), workbench), workbench.element));
    workbench.start();
  };
  const attempt = (): void => void show().catch((error: unknown) => replace(main, problemNotice(error, attempt)));
  attempt();
  return () => {
    left = true;
    workbench?.leave();
  };
}

function head(problem: Problem): HTMLElement {
  const { time_limit_s, memory_mib } = problem.limits;
  const facts = [time_limit_s && `${t("timeLimit")} ${time_limit_s} s`, memory_mib && `${t("memoryLimit")} ${memory_mib} MiB`, ...problem.keywords.map(topic)];
  return h(
    "div",
    { class: "problem-head" },
    h("h1", {}, problem.name),
    h("p", { class: "facts" }, difficultyPill(problem.difficulty), " ", facts.filter(Boolean).join(" · ")),
    h("nav", { class: "jump", "aria-label": t("jump") }, jump("statement", t("statement")), jump("bench", t("code")), jump("history", t("history"))),
  );
}

/** On a narrow screen the halves are below each other. */
const jump = (id: string, words: string): HTMLElement => h("button", { type: "button", onclick: () => document.getElementById(id)?.scrollIntoView() }, words);

/** How the problem was made, for everybody; asked for when it is opened. */
function gateReport(problem: Problem): HTMLElement | false {
  if (!problem.making) return false;
  const body = h("div", {}, waiting(2));
  const box = h("details", { class: "panel report" }, h("summary", {}, h("h2", {}, t("seeReport"))), body);
  const fill = (): void =>
    void api.report(problem.problem_id).then(
      (report) => replace(body, outcomeLine(report), reportBody(report), h("p", {}, h("a", { href: `#/problems/${encodeURIComponent(problem.problem_id)}/gates` }, t("ownPage")))),
      (error: unknown) => replace(body, problemNotice(error, fill)),
    );
  box.addEventListener("toggle", () => box.open && fill(), { once: true });
  return box;
}

function task(problem: Problem, statement: HTMLElement, workbench: Workbench): HTMLElement {
  const samples = problem.samples.map((sample, index) => sampleBox(sample, index + 1, workbench));
  const text = section(t("statement"), h("div", { class: "paper", lang: problem.language }, statement));
  text.id = "statement";
  return h("div", { class: "task" }, text, samples, gateReport(problem));
}

function sampleBox(sample: Sample, number: number, workbench: Workbench): HTMLElement {
  const result = h("div", { class: "sample-result", "aria-live": "polite" });
  const title = t("sample", { n: number });
  const button = h("button", { type: "button", class: "quiet", "aria-label": `${t("runSample")}: ${title}` }, t("runSample"));
  button.addEventListener("click", () => {
    button.disabled = true;
    void workbench.runSample(sample, result).finally(() => (button.disabled = false));
  });
  const box = h("section", { class: "panel sample", "data-sample": sample.name }, h("div", { class: "panel-head" }, h("h2", {}, title), button));
  append(box, [h("div", { class: "pair" }, part(t("input"), sample.input, title), part(t("answer"), sample.answer, title)), result]);
  return box;
}

function part(title: string, text: string, of: string): HTMLElement {
  const name = `${of}, ${title}`;
  return h("div", {}, h("div", { class: "panel-head small" }, h("h3", {}, title), copyButton(text, name)), h("pre", { tabindex: 0, "aria-label": name }, text));
}

/** A problem: its statement on one side, the workbench on the other. */

import * as api from "../api";
import { append, h, replace } from "../dom";
import { locale, t } from "../i18n";
import { jobOf } from "../storage";
import type { Problem, Sample } from "../types";
import { copyButton, difficultyPill, problemNotice, section } from "./parts";
import { Workbench } from "./workbench";

export function problemView(main: HTMLElement, problemId: string): () => void {
  let workbench: Workbench | undefined;
  let left = false;
  const show = async (): Promise<void> => {
    replace(main, h("p", { class: "dim" }, t("loading")));
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
  const facts = [time_limit_s && `${t("timeLimit")} ${time_limit_s} s`, memory_mib && `${t("memoryLimit")} ${memory_mib} MiB`, problem.keywords.join(" · ")];
  const job = jobOf(problem.problem_id);
  return h(
    "div",
    { class: "problem-head" },
    h("h1", {}, problem.name),
    h("p", { class: "facts" }, difficultyPill(problem.difficulty), " ", facts.filter(Boolean).join(" · ")),
    (job || problem.origin === "generation") && h("a", { href: `#/problems/${encodeURIComponent(problem.problem_id)}/gates` }, t("seeReport")),
  );
}

function task(problem: Problem, statement: HTMLElement, workbench: Workbench): HTMLElement {
  const samples = problem.samples.map((sample, index) => sampleBox(sample, index + 1, workbench));
  return h("div", { class: "task" }, section(t("statement"), h("div", { class: "paper", lang: problem.language }, statement)), samples);
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

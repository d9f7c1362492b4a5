/** Editor, own input, submission: the half of a problem's page where one works. */

import { ANSWERS, answerPickers, takesAnswers } from "../answers";
import * as api from "../api";
import { announce, append, h, replace } from "../dom";
import { difference } from "../diff";
import type { Editor } from "../editor";
import { t } from "../i18n";
import { type Attempt, attempts, codeOf, load, remember, rememberCode, save, token } from "../storage";
import { follow } from "../stream";
import { template } from "../templates";
import type { Language, Problem, RunResult, Sample, TestRun } from "../types";
import { attemptList } from "./history";
import { problemNotice, verdictBadge, waiting } from "./parts";
import { diffBox, judgedView, LiveTests } from "./results";

const PREFERRED = "python3";
/** Answers of problems with many valid ones cannot be compared here: the judge decides. */
const sameTokens = (a: string, b: string): boolean => a.split(/\s+/).filter(Boolean).join(" ") === b.split(/\s+/).filter(Boolean).join(" ");

export class Workbench {
  readonly element: HTMLElement;
  private readonly host = h("div", { class: "editor" }, h("p", { class: "dim" }, t("editorLoading")));
  private readonly results = h("div", { class: "results", "aria-live": "polite" });
  private readonly history = h("div", {});
  private readonly language: HTMLSelectElement;
  private readonly stdin = h("textarea", { id: "stdin", rows: 4, spellcheck: false, class: "mono" });
  private readonly output = h("div", { class: "run-output", "aria-live": "polite" });
  private readonly submitButton = h("button", { type: "button", class: "primary", "aria-keyshortcuts": "Control+Enter", onclick: () => void this.submit() }, t("submit"));
  private readonly runButton = h("button", { type: "button", "aria-keyshortcuts": "Control+'", onclick: () => void this.run() }, t("run"));
  private editor: Editor | undefined;
  private readonly resetButton = h("button", { type: "button", class: "quiet", onclick: () => this.reset() }, t("reset"));
  private readonly pickers = answerPickers((json) => this.editor?.setText(json));
  private readonly own = h("details", { class: "own-input" });
  private code: string;
  private stop: () => void = () => undefined;

  constructor(
    private readonly problem: Problem,
    languages: Language[],
  ) {
    const own = takesAnswers(problem);
    const chosen = own ? ANSWERS : load("language", PREFERRED);
    const offered = own ? [{ id: ANSWERS, name: t("answersOwn") }, ...languages] : languages;
    this.language = h("select", { id: "code-language" }, offered.map((item) => h("option", { value: item.id, selected: item.id === chosen }, item.name)));
    this.language.addEventListener("change", () => this.changeLanguage());
    this.code = this.draft();
    this.stdin.value = problem.samples[0]?.input ?? "";
    this.element = this.layout();
  }

  /** Loads the editor; until then there is a plain text field's worth of patience. */
  start(): void {
    this.drawHistory();
    void this.recall();
    void import("../editor").then(({ createEditor }) => {
      replace(this.host);
      this.editor = createEditor({
        host: this.host,
        text: this.code,
        language: this.language.value,
        label: t("editorLabel"),
        onChange: (text) => this.keep(text),
        onSubmit: () => void this.submit(),
        onRun: () => void this.run(),
      });
      this.host.dataset["ready"] = "true";
    });
  }

  leave(): void {
    this.stop();
  }

  /** What was under way when the page was left goes on; where callers are known, the service knows their submissions. */
  private async recall(): Promise<void> {
    if (token()) await this.recallAll().catch(() => undefined);
    const pending = attempts(this.problem.problem_id).find((attempt) => !attempt.verdict);
    if (pending && !this.results.childElementCount) this.watch(pending.submission_id, codeOf(pending.submission_id));
  }

  private async recallAll(): Promise<void> {
    const known = await api.submissions(this.problem.problem_id);
    for (const { submission_id, problem_id, language, created_at, verdict } of known.reverse()) remember({ submission_id, problem_id, language, created_at, verdict: verdict ?? "" });
    this.drawHistory();
  }

  /** An earlier submission again: its tests, and its code if it was written here. */
  private open(attempt: Attempt): void {
    this.stop();
    const code = codeOf(attempt.submission_id);
    if (!attempt.verdict) return this.watch(attempt.submission_id, code);
    replace(this.results, waiting(3));
    void this.judged(attempt.submission_id, code).then(() => this.toResults());
  }

  private toResults(): void {
    this.results.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  async runSample(sample: Sample, target: HTMLElement): Promise<void> {
    if (this.isAnswers()) return replace(target, h("p", { class: "notice" }, t("answersNotRun")));
    await this.guarded(target, async () => {
      const result = await api.run(this.language.value, this.code, sample.input);
      replace(target, sampleResult(sample, result));
    });
  }

  private layout(): HTMLElement {
    const toolbar = h("div", { class: "toolbar" }, h("div", { class: "field inline" }, h("label", { for: "code-language" }, t("language")), this.language), this.resetButton);
    append(this.own, [h("summary", {}, t("customInput")), h("div", { class: "field" }, h("label", { for: "stdin", class: "hidden-visually" }, t("customInput")), this.stdin), h("div", { class: "actions" }, this.runButton), this.output]);
    this.fit();
    return h(
      "div",
      { class: "bench" },
      h("section", { class: "panel", id: "bench", "aria-label": t("code") }, toolbar, this.pickers, this.host, this.own, h("div", { class: "actions" }, this.submitButton, h("small", { class: "dim" }, t("submitHint")))),
      this.results,
      h("section", { class: "panel", id: "history" }, h("h2", {}, t("history")), this.history),
    );
  }

  private draftName(): string {
    return `draft.${this.problem.problem_id}.${this.language.value}`;
  }

  private draft(): string {
    return load(this.draftName(), template(this.language.value));
  }

  private keep(text: string): void {
    this.code = text;
    save(this.draftName(), text);
  }

  private isAnswers(): boolean {
    return this.language.value === ANSWERS;
  }

  /** Answers come from files and are not run. */
  private fit(): void {
    this.pickers.hidden = !this.isAnswers();
    this.own.hidden = this.resetButton.hidden = this.isAnswers();
  }

  private changeLanguage(): void {
    if (!this.isAnswers()) save("language", this.language.value);
    this.fit();
    this.code = this.draft();
    this.editor?.setLanguage(this.language.value);
    this.editor?.setText(this.code);
  }

  private reset(): void {
    if (this.code.trim() && this.code !== template(this.language.value) && !confirm(t("resetAsk"))) return;
    this.editor?.setText(template(this.language.value));
    this.editor?.focus();
  }

  /** One thing at a time; what goes wrong is said where the result would be. */
  private async guarded(target: HTMLElement, act: () => Promise<void>): Promise<void> {
    if (!this.code.trim()) return replace(target, h("p", { class: "notice" }, t(this.isAnswers() ? "emptyAnswers" : "emptyCode")));
    replace(target, h("p", { class: "dim busy" }, t("queued")));
    try {
      await act();
    } catch (error) {
      replace(target, problemNotice(error));
    }
  }

  private async run(): Promise<void> {
    if (this.isAnswers()) return;
    this.own.open = true;
    this.runButton.disabled = true;
    await this.guarded(this.output, async () => replace(this.output, runResult(await api.run(this.language.value, this.code, this.stdin.value))));
    this.runButton.disabled = false;
  }

  private async submit(): Promise<void> {
    if (this.submitButton.disabled) return;
    this.submitButton.disabled = true;
    const { language, code } = { language: this.language.value, code: this.code };
    await this.guarded(this.results, async () => {
      const submissionId = await api.submit(this.problem.problem_id, language, code);
      remember({ submission_id: submissionId, problem_id: this.problem.problem_id, language, created_at: new Date().toISOString(), verdict: "" });
      rememberCode(submissionId, code);
      this.drawHistory();
      this.watch(submissionId, code);
    });
    this.submitButton.disabled = false;
    this.toResults();
  }

  private watch(submissionId: string, code: string | undefined): void {
    const live = new LiveTests();
    replace(this.results, live.element);
    this.stop();
    this.stop = follow(
      { action: "watch", submission_id: submissionId },
      {
        onFrame: (frame) => {
          if (frame.type === "test") live.add(frame.data as TestRun);
          else if (frame.type === "done" || frame.type === "failed") void this.judged(submissionId, code);
        },
        onRefused: () => void this.judged(submissionId, code),
      },
    );
  }

  private async judged(submissionId: string, code: string | undefined): Promise<void> {
    try {
      let submission = await api.submission(submissionId);
      while (submission.status !== "judged") {
        await api.pause(500);
        submission = await api.submission(submissionId);
      }
      const verdict = submission.verdict ?? "JUDGE_ERROR";
      remember({ submission_id: submissionId, problem_id: submission.problem_id, language: submission.language, created_at: submission.created_at, verdict });
      announce(t(verdict as "ACCEPTED"));
      const difference = h("div", {});
      replace(this.results, judgedView(submission, this.problem.limits), difference, code !== undefined && code !== this.code && this.codeOffer(submission.language, code));
      this.drawHistory();
      if (code !== undefined) await this.explain(submission.runs ?? [], submission.language, code, difference);
    } catch (error) {
      replace(this.results, problemNotice(error, () => void this.judged(submissionId, code)));
    }
  }

  private codeOffer(language: string, code: string): HTMLElement {
    const take = (): void => {
      this.language.value = language;
      this.changeLanguage();
      this.editor?.setText(code);
      this.editor?.focus();
    };
    return h("div", { class: "actions" }, h("button", { type: "button", onclick: take }, t("code_of")));
  }

  /** Only samples are visible, so only of them there is something to compare. */
  private async explain(runs: TestRun[], language: string, code: string, target: HTMLElement): Promise<void> {
    const failed = runs.find((run) => run.verdict !== "ACCEPTED");
    const sample = failed?.verdict === "WRONG_ANSWER" ? this.problem.samples.find((item) => [item.name, `sample/${item.name}`].includes(failed.test)) : undefined;
    if (!sample || language === ANSWERS) return;
    const result = await api.run(language, code, sample.input);
    const number = this.problem.samples.indexOf(sample) + 1;
    replace(target, diffBox(`${t("difference")}: ${t("sample", { n: number })}`, difference(sample.answer, result.stdout ?? "")));
  }

  private drawHistory(): void {
    replace(this.history, attemptList(this.problem.problem_id, (attempt) => this.open(attempt)));
  }
}

function runResult(result: RunResult): HTMLElement {
  const usage = result.cpu_s === undefined ? "" : `${result.cpu_s.toFixed(3)} s · ${(result.memory_mib ?? 0).toFixed(0)} MiB`;
  const badge = result.verdict === "ACCEPTED" ? h("span", { class: "verdict good" }, t("ran")) : verdictBadge(result.verdict ?? "JUDGE_ERROR");
  const output = (result.stdout ?? "") + (result.stdout_truncated ? t("truncated") : "");
  const texts = [
    [t("output"), output || (result.compile?.ok === false ? "" : t("noOutput"))],
    [t("compileOutput"), result.compile?.ok === false ? result.compile.output : ""],
    [t("stderr"), result.stderr ?? ""],
  ].filter(([, text]) => text);
  return h("div", { class: "run-result" }, h("p", {}, badge, " ", h("span", { class: "dim" }, usage)), texts.map(([title, text]) => [h("h3", {}, title), h("pre", { tabindex: 0, "aria-label": title }, text)]));
}

function sampleResult(sample: Sample, result: RunResult): HTMLElement {
  if (result.verdict !== "ACCEPTED") return runResult(result);
  if (sameTokens(result.stdout ?? "", sample.answer)) return h("p", {}, h("span", { class: "verdict good" }, `✓ ${t("pass")}`));
  return diffBox(t("differs"), difference(sample.answer, result.stdout ?? ""));
}

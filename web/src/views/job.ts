/** A generation while it happens, and after: the same frames make the same page, also after a reload. */

import * as api from "../api";
import { announce, h, replace } from "../dom";
import { empty, type Generation, type Stage, take } from "../generation/state";
import { named, t } from "../i18n";
import { type Making, makingOf, rememberMaking } from "../storage";
import { follow, type Link } from "../stream";
import type { Frame, Gate } from "../types";
import { draftControls } from "./draft";
import { nearLine, nearOffer } from "./near";
import { gateChip, gateCount, heatMap } from "./gateparts";
import { problemNotice } from "./parts";

export function job(main: HTMLElement, jobId: string): () => void {
  const page = new JobPage(main, jobId);
  return () => page.leave();
}

class JobPage {
  private readonly generation: Generation;
  private readonly title = h("h1", {}, t("making"));
  private readonly facts = h("p", { class: "facts" });
  private readonly note = h("p", { class: "note" });
  private readonly linkState = h("span", { class: "link", role: "status" });
  private readonly cancelButton = h("button", { type: "button", class: "danger" }, t("cancel"));
  private readonly banner = h("div", {});
  private readonly near = h("div", {});
  private readonly stages = h("ol", { class: "stages" });
  private readonly rules = h("ol", { class: "rules" });
  private readonly statement = h("div", { class: "paper" });
  private readonly gates = h("div", { class: "gates" });
  private readonly gateCount = h("span", { class: "dim" });
  private readonly repairs = h("ul", { class: "repairs" });
  private readonly matrix = h("div", {});
  private readonly panels: Record<string, HTMLElement> = {};
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly stop: () => void;
  private readonly controls = h("div", {});
  private readonly making: Making | undefined;
  private readonly begun: number;
  private drawn = false;
  private dirty = new Set<string>();

  constructor(main: HTMLElement, jobId: string) {
    this.generation = empty(jobId);
    this.making = makingOf(jobId);
    this.begun = this.making ? Date.parse(this.making.created_at) : Date.now();
    this.cancelButton.addEventListener("click", () => this.cancel());
    replace(main, this.layout());
    this.draw(new Set(["stage", "accepted"]));
    this.timer = setInterval(() => this.drawFacts(), 1000);
    this.stop = follow(
      { action: "resume", job_id: jobId, after_seq: 0 },
      { onFrame: (frame) => this.onFrame(frame), onLink: (link) => this.onLink(link), onRefused: (detail, status) => this.onRefused(detail, status) },
    );
  }

  leave(): void {
    clearInterval(this.timer);
    this.stop();
  }

  private layout(): HTMLElement[] {
    const panel = (name: string, title: string, ...children: HTMLElement[]): HTMLElement =>
      (this.panels[name] = h("section", { class: `panel ${name}` }, h("h2", {}, title), ...children));
    const gates = panel("gates-panel", t("gates"), this.gateCount, this.repairs, this.gates);
    const head = h("div", { class: "job-head" }, h("div", {}, this.title, this.facts, this.note), h("div", { class: "job-actions" }, this.linkState, this.cancelButton));
    const story = h("div", { class: "story" }, panel("rules-panel", t("rules"), this.rules), panel("statement-panel", t("statement"), this.statement), gates, panel("matrix-panel", t("matrix"), h("p", { class: "dim small" }, t("matrixHint")), this.matrix));
    return [head, this.banner, this.controls, this.near, h("div", { class: "job" }, panel("stages-panel", t("stages"), this.stages), story)];
  }

  /** Frames of the past come in bursts: they are taken at once and drawn once. */
  private onFrame(frame: Frame): void {
    take(this.generation, frame);
    this.dirty.add(frame.type);
    if (!this.drawn) {
      this.drawn = true;
      requestAnimationFrame(() => {
        this.drawn = false;
        const dirty = this.dirty;
        this.dirty = new Set();
        this.draw(dirty);
      });
    }
  }

  private onLink(link: Link): void {
    const state = this.generation.end ? "ended" : link;
    this.linkState.className = `link ${state}`;
    this.linkState.classList.toggle("hidden-visually", state === "ended");
    replace(this.linkState, t(state));
  }

  private onRefused(detail: string, status: number): void {
    this.onLink("lost");
    this.cancelButton.hidden = true;
    replace(this.banner, problemNotice(new api.ApiError(status, "", detail, "")));
  }

  private cancel(): void {
    this.cancelButton.disabled = true;
    replace(this.cancelButton, t("cancelling"));
    api.cancel(this.generation.jobId).catch(() => {
      this.cancelButton.disabled = false;
      replace(this.cancelButton, t("cancel"));
    });
  }

  private draw(dirty: Set<string>): void {
    this.drawFacts();
    if (["near", "stage", "done", "failed"].some((type) => dirty.has(type))) this.drawNear();
    if (dirty.has("stage") || dirty.has("delta") || dirty.has("artefact")) this.drawDrafting();
    if (dirty.has("gate") || dirty.has("repair") || dirty.has("accepted")) this.drawGates();
    if (dirty.has("matrix")) void this.drawMatrix();
    if (dirty.has("done") || dirty.has("failed")) this.drawEnd();
  }

  private drawFacts(): void {
    const { model, request, tokens, cost, end, remake } = this.generation;
    if (request["prompt"]) replace(this.title, this.generation.title || String(request["prompt"]));
    const elapsed = Math.round((Date.now() - this.begun) / 1000);
    const facts = [
      request["prompt"] && this.generation.title ? `${t("wishOf")}: ${String(request["prompt"])}` : "",
      request["difficulty"] ? named(String(request["difficulty"])) : "",
      model ? `${t("model")}: ${model}` : "",
      tokens ? `${t("tokens")}: ${tokens.toLocaleString()}` : "",
      cost === null ? "" : `${t("cost")}: ${cost.toFixed(4)}`,
      end ? "" : `${t("elapsed")}: ${duration(elapsed)}`,
    ];
    replace(this.facts, facts.filter(Boolean).join(" · "));
    replace(this.note, model === "template" ? t("templateNote") : remake ? t("remakeOf", { what: named(remake.stage), wish: remake.instruction }) : "");
  }

  /** An offer that stands stays as it is: one of its buttons may have the focus. */
  private drawNear(): void {
    const { near, isOffered } = this.generation;
    if (isOffered && this.near.querySelector(".offer")) return;
    replace(this.near, near.length > 0 && (isOffered ? nearOffer(this.generation) : nearLine(near)));
    if (isOffered) announce(t("offer"));
  }

  private drawDrafting(): void {
    const open = new Set([...this.stages.querySelectorAll("details[open]")].map((item) => item.getAttribute("data-stage")));
    replace(this.stages, this.generation.stages.map((stage) => stageItem(stage, open.has(stage.name))));
    replace(this.rules, this.generation.rules.map((rule) => h("li", {}, rule)));
    this.panels["rules-panel"]!.hidden = this.generation.rules.length === 0;
    this.panels["statement-panel"]!.hidden = !this.generation.statement;
    void this.drawStatement();
  }

  private async drawStatement(): Promise<void> {
    const { statement, statementDone } = this.generation;
    if (!statement) return;
    const { rendered } = await import("../statement");
    if (statement !== this.generation.statement) return;
    replace(this.statement, rendered(statementDone ? statement : statement.replace(/\{\{\w*\}?\}?/g, "…")));
    this.statement.classList.toggle("typing", !statementDone);
  }

  private drawGates(): void {
    const { gates, repairs } = this.generation;
    replace(this.gateCount, gates.length ? gateCount(gates) : t("gatesWait"));
    const known = new Map([...this.gates.children].map((chip) => [chip.getAttribute("data-gate"), chip]));
    const chips = gates.map((gate) => {
      const chip = known.get(gate.id);
      return chip?.classList.contains(gate.status) ? chip : gateChip(gate, () => this.evidence(gate));
    });
    // Chips that are there stay there: one of them may have the focus.
    chips.forEach((chip, index) => this.gates.children[index] !== chip && this.gates.insertBefore(chip, this.gates.children[index] ?? null));
    while (this.gates.children.length > chips.length) this.gates.lastChild!.remove();
    replace(this.repairs, repairs.map((repair) => h("li", {}, h("strong", {}, t("repair", { n: repair.round, what: repair.artefacts.map(named).join(", ") })), " ", h("span", { class: "dim" }, t("failedGates", { what: repair.gates.join(", ") })))));
    this.panels["matrix-panel"]!.hidden = !this.generation.matrix;
  }

  private async evidence(gate: Gate): Promise<string> {
    const found = await api.json<{ gates?: Gate[] }>(gate.evidence_ref ?? `/generations/${this.generation.jobId}/report`);
    const seen = found.gates?.find((other) => other.id === gate.id)?.evidence;
    return typeof seen === "string" ? seen : seen ? JSON.stringify(seen, null, 2) : "";
  }

  private async drawMatrix(): Promise<void> {
    const { matrix, matrixRef } = this.generation;
    this.generation.matrix = matrix ?? (matrixRef ? await api.json(matrixRef) : null);
    if (!this.generation.matrix) return;
    replace(this.matrix, heatMap(this.generation.matrix));
    this.panels["matrix-panel"]!.hidden = false;
  }

  private drawEnd(): void {
    const { end } = this.generation;
    if (!end) return;
    clearInterval(this.timer);
    this.onLink("live");
    this.cancelButton.hidden = true;
    const problemId = end.data["problem_id"] as string | null | undefined;
    const outcome = end.type === "failed" ? String(end.data["class"] === "cancelled" ? "cancelled" : "failed") : String(end.data["outcome"]);
    if (this.making) rememberMaking({ ...this.making, outcome, name: this.generation.title });
    replace(this.controls, draftControls(this.generation));
    const words = outcome === "failed" ? `${t("failed")}: ${String(end.data["detail"] ?? end.data["class"])}` : named(outcome);
    const links = [problemId && h("a", { class: "button primary", href: `#/problems/${problemId}` }, t("solveIt")), h("a", { class: "button", href: "#/generate" }, t("again"))];
    replace(this.banner, h("div", { class: `notice outcome ${outcome}`, "data-outcome": outcome }, h("p", {}, h("strong", {}, words)), h("div", { class: "actions" }, links)));
    announce(words);
  }
}

const duration = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`);

function stageItem(stage: Stage, open: boolean): HTMLElement {
  const code = stage.programs.length ? stage.programs : stage.text ? [{ name: stage.name, text: stage.text, ref: "" }] : [];
  const again = stage.attempt > 1 ? ` · ${t("attempt", { n: stage.attempt })}` : "";
  const time = stage.state === "finished" ? `${(stage.duration_ms / 1000).toFixed(1)} s${stage.tokens ? ` · ${stage.tokens.toLocaleString()} tok` : ""}` : t(stage.state);
  const line = [h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "stage-name" }, named(stage.name)), h("span", { class: "dim" }, `${time}${again}`)];
  if (!code.length || stage.name === "statement") return h("li", { class: `stage ${stage.state}` }, h("div", { class: "stage-line" }, line));
  const programs = code.map(({ name, text, ref }) => [stage.programs.length > 1 && h("h3", {}, name), h("pre", { tabindex: 0, "aria-label": name }, text || ref)]);
  return h("li", { class: `stage ${stage.state}` }, h("details", { open, "data-stage": stage.name }, h("summary", { class: "stage-line" }, line), programs));
}

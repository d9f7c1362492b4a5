/** What one does with a draft when its making has ended: keep it, discard it, make a stage of it anew. */

import * as api from "../api";
import { announce, h, replace } from "../dom";
import type { Generation } from "../generation/state";
import { named, t } from "../i18n";
import { rememberMaking } from "../storage";
import { problemNotice } from "./parts";

const MOST_CHARACTERS = 4000;
/** Those that anybody has an opinion on come first; the whole draft is made anew with its spec. */
const STAGES = ["statement", "spec", "reference", "brute", "validator", "generator", "checker", "wrong"];

/** Variants of templates can be kept and discarded, but not gone on with. */
export function draftControls(generation: Generation): HTMLElement {
  const panel = h("section", { class: "panel draft", "aria-labelledby": "draft-title" });
  const notice = h("div", { class: "draft-notice" });
  const decided = h("div", { class: "actions" });
  const isReused = generation.end?.data["outcome"] === "reused";
  const isProblem = !isReused && generation.end?.data["problem_id"] != null;
  const children = [h("h2", { id: "draft-title" }, t("draft")), isProblem && decided, generation.model !== "template" && remakeForm(generation, notice), notice];
  replace(panel, children);
  if (isProblem) void drawDecision(generation.jobId, decided, notice);
  panel.hidden = isReused || (!isProblem && generation.model === "template");
  return panel;
}

async function drawDecision(jobId: string, target: HTMLElement, notice: HTMLElement): Promise<void> {
  const state = await api.generation(jobId).then((found) => found.draft, () => "open");
  decision(jobId, state, target, notice);
}

function decision(jobId: string, state: string, target: HTMLElement, notice: HTMLElement): void {
  const act = (action: "keep" | "discard", words: string, kind: string): HTMLElement => {
    const button = h("button", { type: "button", class: kind }, words);
    button.addEventListener("click", () => {
      button.disabled = true;
      api.decide(jobId, action).then(
        (answer) => {
          decision(jobId, answer.draft, target, notice);
          announce(t(answer.draft === "discarded" ? "isDiscarded" : "isKept"));
          target.querySelector("button")?.focus();
        },
        (error: unknown) => ((button.disabled = false), replace(notice, problemNotice(error))),
      );
    });
    return button;
  };
  const keep = act("keep", t(state === "discarded" ? "bringBack" : "keep"), "");
  const discard = act("discard", t("discard"), "danger");
  const words = { open: t("isOpen"), kept: t("isKept"), discarded: t("isDiscarded") }[state] ?? "";
  replace(target, h("p", { class: "dim grow", "data-draft": state }, words), state !== "kept" && keep, state !== "discarded" && discard);
}

function remakeForm(generation: Generation, notice: HTMLElement): HTMLElement {
  const stages = STAGES.filter((name) => name !== "checker" || generation.stages.some((stage) => stage.name === name));
  const stage = h("select", { id: "remake-stage" }, stages.map((name) => h("option", { value: name }, named(name))));
  const instruction = h("textarea", { id: "remake-instruction", rows: 1, required: true, maxlength: MOST_CHARACTERS, placeholder: t("remakeHint") });
  const button = h("button", {}, t("remake"));
  const form = h(
    "form",
    { class: "remake" },
    h("div", { class: "field" }, h("label", { for: "remake-stage" }, t("remakeStage")), stage),
    h("div", { class: "field grow" }, h("label", { for: "remake-instruction" }, t("remakeInstruction")), instruction),
    button,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    remake(generation, stage.value, instruction.value.trim()).catch((error: unknown) => ((button.disabled = false), replace(notice, problemNotice(error))));
  });
  return form;
}

async function remake(generation: Generation, stage: string, instruction: string): Promise<void> {
  const jobId = await api.regenerate(generation.jobId, stage, instruction);
  const prompt = String(generation.request["prompt"] ?? "");
  rememberMaking({ job_id: jobId, prompt, created_at: new Date().toISOString(), outcome: "", name: generation.title });
  location.hash = `#/generate/${jobId}`;
}

/** The form that asks for a problem. */

import * as api from "../api";
import { h, replace } from "../dom";
import { locale, named, t } from "../i18n";
import { rememberMaking } from "../storage";
import { makingList } from "./makings";
import { problemNotice } from "./parts";

const EXAMPLES: Record<string, string[]> = {
  en: ["a graph problem about ferries between islands", "greedy lanterns in a row", "strings repeated by parrots", "a simulation of lamps in a ring"],
  ko: ["섬을 오가는 여객선 그래프 문제", "한 줄로 선 등불 그리디", "앵무새가 따라 하는 문자열", "고리 모양 램프 시뮬레이션"],
};

export function wishForm(main: HTMLElement, prompt: string): void {
  const field = h("textarea", { id: "wish", name: "prompt", rows: 3, maxlength: 4000, required: true, placeholder: t("wishHint") }, prompt);
  const notice = h("div", { class: "form-notice" });
  const button = h("button", { class: "primary" }, t("make"));
  const form = h(
    "form",
    { class: "panel wish" },
    h("div", { class: "field" }, h("label", { for: "wish" }, t("wish")), field),
    h("div", { class: "chips", role: "group", "aria-label": t("tryThis") }, (EXAMPLES[locale()] ?? []).map((text) => h("button", { type: "button", class: "chip", onclick: () => ((field.value = text), field.focus()) }, text))),
    h("div", { class: "choices" }, choice("difficulty", t("difficulty"), ["tutorial", "easy", "medium", "hard"], "easy", named), choice("language", t("statementLanguage"), ["en", "ko"], locale(), (tag) => t(tag === "ko" ? "korean" : "english"))),
    h("details", { class: "more" }, h("summary", {}, t("more")), h("div", { class: "field short" }, h("label", { for: "seed" }, t("seed")), h("input", { id: "seed", name: "seed", inputmode: "numeric", pattern: "[0-9]{0,15}", "aria-describedby": "seed-hint" }), h("small", { id: "seed-hint" }, t("seedHint")))),
    h("div", { class: "actions" }, button, h("small", { class: "dim" }, t("wishKeys"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    replace(notice);
    send(new FormData(form)).catch((error: unknown) => {
      button.disabled = false;
      replace(notice, error instanceof api.ApiError && error.jobId ? busyNotice(error.jobId) : problemNotice(error, () => form.requestSubmit()));
    });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  replace(main, h("div", { class: "narrow" }, h("h1", {}, t("generateTitle")), h("p", { class: "lead" }, t("lead")), form, notice, makingList()));
  field.focus();
}

/** One at a time: the one under way is a click away. */
const busyNotice = (jobId: string): HTMLElement =>
  h("div", { class: "notice", role: "alert" }, h("p", {}, t("busy")), h("a", { class: "button", href: `#/generate/${jobId}` }, t("seeIt")));

function choice(name: string, legend: string, values: string[], chosen: string, words: (value: string) => string): HTMLElement {
  const radios = values.map((value) => h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen }), h("span", {}, words(value))));
  return h("fieldset", { class: "segments" }, h("legend", {}, legend), h("div", {}, radios));
}

async function send(data: FormData): Promise<void> {
  const seed = String(data.get("seed") ?? "").trim();
  const wish: api.Wish = { prompt: String(data.get("prompt")).trim(), difficulty: String(data.get("difficulty")), language: String(data.get("language")) };
  const jobId = await api.generate(seed ? { ...wish, seed: Number(seed) } : wish);
  rememberMaking({ job_id: jobId, prompt: wish.prompt, created_at: new Date().toISOString(), outcome: "", name: "" });
  location.hash = `#/generate/${jobId}`;
}

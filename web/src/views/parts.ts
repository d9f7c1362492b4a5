/** Pieces that several views share. */

import { ApiError } from "../api";
import { announce, type Child, h } from "../dom";
import { named, t } from "../i18n";
import { saveToken, token } from "../storage";
import { sign, tone } from "../verdicts";

export const difficultyPill = (difficulty: string | null): HTMLElement =>
  h("span", { class: `pill ${difficulty ?? "unrated"}` }, named(difficulty ?? "unrated"));

export const verdictBadge = (verdict: string): HTMLElement =>
  h("span", { class: `verdict ${tone(verdict)}` }, h("span", { "aria-hidden": "true" }, sign(verdict)), " ", named(verdict));

/** Holds the place of what is on its way. */
export const waiting = (lines = 3): HTMLElement =>
  h("div", { class: "skeleton", role: "status" }, h("span", { class: "hidden-visually" }, t("loading")), Array.from({ length: lines }, () => h("div", { "aria-hidden": "true" })));

/** What went wrong, in a sentence, with a way to try again. */
export function problemNotice(error: unknown, again?: () => void): HTMLElement {
  const api = error instanceof ApiError ? error : undefined;
  if (api?.status === 401) return keyNotice(again);
  const text = api && api.status ? [api.title, api.detail].filter(Boolean).join(": ") : t(navigator.onLine ? "unreachable" : "offline");
  announce(text);
  return h("div", { class: "notice bad", role: "alert" }, h("p", {}, text), again && h("button", { type: "button", onclick: again }, t("retry")));
}

/** Nobody gets further without a key, so it is asked for where that is found out. */
function keyNotice(again: () => void = () => location.reload()): HTMLElement {
  const key = h("input", { id: "asked-key", type: "password", autocomplete: "off", required: true, value: "" });
  const form = h("form", { class: "notice key", role: "alert" }, h("p", {}, t(token() ? "keyRefused" : "keyNeeded")), h("div", { class: "field grow" }, h("label", { for: "asked-key" }, t("key")), key), h("button", { class: "primary" }, t("useKey")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveToken(key.value.trim());
    again();
  });
  return form;
}

export const section = (title: string, ...children: Child[]): HTMLElement => h("section", { class: "panel" }, h("h2", {}, title), children);

export const copyButton = (text: string, what: string): HTMLButtonElement => {
  const button = h("button", { type: "button", class: "quiet", "aria-label": `${t("copy")}: ${what}` }, t("copy"));
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(() => {
      button.textContent = t("copied");
      announce(t("copied"));
      setTimeout(() => (button.textContent = t("copy")), 1500);
    });
  });
  return button;
};

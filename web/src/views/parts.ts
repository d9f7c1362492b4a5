/** Pieces that several views share. */

import { ApiError } from "../api";
import { announce, type Child, h } from "../dom";
import { named, t } from "../i18n";
import { saveToken, token } from "../storage";
import type { Cell, Gate, Matrix } from "../types";
import { shortTest, sign, tone, verdictCode } from "../verdicts";

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

const GATE_SIGNS: Record<Gate["status"], string> = { pass: "✓", fail: "✗", not_applicable: "–", infra_failure: "!" };

export function gateCount(gates: Gate[]): string {
  const count = (status: Gate["status"]): number => gates.filter((gate) => gate.status === status).length;
  const [n, f] = [count("pass"), count("fail")];
  return t("gatesPassed", { n, f, m: gates.length - n - f });
}

/** A chip that opens to what the gate saw. `evidence` is asked for when it is opened. */
export function gateChip(gate: Gate, evidence: () => Promise<string>): HTMLElement {
  const body = h("div", { class: "evidence" }, h("p", {}, gate.summary));
  const chip = h(
    "details",
    { class: `gate ${gate.status}`, "data-gate": gate.id },
    h("summary", {}, h("span", { class: "mark", "aria-hidden": "true" }, GATE_SIGNS[gate.status]), h("span", {}, gate.id), h("span", { class: "hidden-visually" }, `: ${named(gate.status)}`)),
    body,
  );
  chip.addEventListener("toggle", () => void fill(chip, body, gate, evidence), { once: true });
  return chip;
}

async function fill(chip: HTMLDetailsElement, body: HTMLElement, gate: Gate, evidence: () => Promise<string>): Promise<void> {
  if (!chip.open) return;
  if (gate.status === "fail" && gate.blame) body.append(h("p", { class: "dim" }, `${t("blame")}: ${named(gate.blame)}`));
  const text = await evidence().catch(() => "");
  if (text) body.append(h("pre", { tabindex: 0, "aria-label": t("evidence") }, text));
}

/** Solutions by tests as a heat map: hue for the verdict, strength for the time. */
export function heatMap(matrix: Matrix, time_limit_s: number | null = null): HTMLElement {
  const rows = Object.entries(matrix.solutions);
  const slowest = Math.max(0.001, ...rows.flatMap(([, row]) => row.runs.map((run) => run?.[1] ?? 0)));
  const scale = time_limit_s ?? slowest;
  const body = rows.map(([name, row]) =>
    h("tr", {}, h("th", { scope: "row", title: name }, name), h("td", { class: "outcome" }, codeBadge(row)), matrix.tests.map((test, index) => cell(row.runs[index] ?? null, `${name} · ${test}`, scale))),
  );
  const head = h("tr", {}, h("td", {}), h("td", {}), matrix.tests.map((test, index) => h("th", { scope: "col", title: test }, h("span", { "aria-hidden": "true" }, index + 1), h("span", { class: "hidden-visually" }, shortTest(test)))));
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("matrix") }, h("table", { class: "heat" }, h("caption", { class: "hidden-visually" }, t("matrix")), h("thead", {}, head), h("tbody", {}, body)));
}

function codeBadge(row: { expected: string; verdict: string }): HTMLElement {
  const words = `${named(row.verdict)} (${t("expectedVerdict")}: ${row.expected.replaceAll("_", " ")})`;
  return h("abbr", { class: `verdict ${tone(row.verdict)}`, title: words }, verdictCode(row.verdict));
}

function cell(run: Cell, where: string, scale_s: number): HTMLElement {
  if (!run) return h("td", { class: "heat-cell idle", title: where }, h("span", { class: "hidden-visually" }, "–"));
  const [code, cpu_s] = run;
  const strength = Math.round(Math.min(1, Math.sqrt(cpu_s / scale_s)) * 4);
  return h("td", { class: `heat-cell ${tone(code)} s${strength}`, title: `${where}: ${code}, ${cpu_s.toFixed(3)} s` }, h("span", { "aria-hidden": "true" }, sign(code)), h("span", { class: "hidden-visually" }, code));
}

/** Gates as chips, and solutions by tests as a heat map. */

import { h } from "../dom";
import { question } from "../gatewords";
import { named, t } from "../i18n";
import type { Cell, Gate, Matrix } from "../types";
import { shortTest, sign, tone, verdictCode } from "../verdicts";

const GATE_SIGNS: Record<Gate["status"], string> = { pass: "✓", fail: "✗", not_applicable: "–", infra_failure: "!" };

export function gateCount(gates: Gate[]): string {
  const count = (status: Gate["status"]): number => gates.filter((gate) => gate.status === status).length;
  const [n, f] = [count("pass"), count("fail")];
  return t("gatesPassed", { n, f, m: gates.length - n - f });
}

/** A chip that opens to what the gate saw. `evidence` is asked for when it is opened. */
export function gateChip(gate: Gate, evidence: () => Promise<string>): HTMLElement {
  const asks = question(gate.id);
  const body = h("div", { class: "evidence" }, asks && h("p", { class: "dim" }, asks), h("p", {}, gate.summary));
  const chip = h(
    "details",
    { class: `gate ${gate.status}`, "data-gate": gate.id },
    h("summary", { title: asks || null }, h("span", { class: "mark", "aria-hidden": "true" }, GATE_SIGNS[gate.status]), h("span", {}, gate.id), h("span", { class: "hidden-visually" }, `: ${named(gate.status)}`)),
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

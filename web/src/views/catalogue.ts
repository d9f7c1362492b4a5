/** The first page: a wish to type, and every problem there is. */

import * as api from "../api";
import { announce, h, replace } from "../dom";
import { locale, named, t, topic as topicName } from "../i18n";
import { isSolved } from "../storage";
import type { ProblemSummary } from "../types";
import { difficultyPill, problemNotice, waiting } from "./parts";

const DIFFICULTIES = ["tutorial", "easy", "medium", "hard"];

interface Filter {
  text: string;
  topic: string;
  difficulty: string;
}

/** Outlives a visit of a problem: who comes back finds the list as it was. */
const filter: Filter = { text: "", topic: "", difficulty: "" };

export function catalogue(main: HTMLElement): void {
  const list = h("div", { class: "cards", "aria-busy": "true" }, [...Array(8)].map(() => waiting(2)));
  const filters = h("div", { class: "filters" });
  replace(main, hero(), h("section", { "aria-labelledby": "catalogue-title" }, h("h2", { id: "catalogue-title", class: "hidden-visually" }, t("problems")), filters, list));
  void fill(filters, list);
}

function hero(): HTMLElement {
  const input = h("input", { id: "quick-wish", name: "wish", maxlength: 4000, placeholder: t("wishHint"), autocomplete: "off" });
  const form = h("form", { class: "wish-bar" }, h("label", { for: "quick-wish", class: "hidden-visually" }, t("wish")), input, h("button", { class: "primary" }, t("make")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `#/generate?wish=${encodeURIComponent(input.value.trim())}`;
  });
  return h("section", { class: "hero" }, h("h1", {}, t("tagline")), h("p", {}, t("lead")), form);
}

async function fill(filters: HTMLElement, list: HTMLElement): Promise<void> {
  try {
    const all = await api.problems();
    const show = (): void => shown(list, all, show, filters);
    replace(filters, ...controls(all, show));
    show();
  } catch (error) {
    replace(list, problemNotice(error, () => void fill(filters, list)));
  }
  list.removeAttribute("aria-busy");
}

function controls(all: ProblemSummary[], show: () => void): HTMLElement[] {
  const search = h("input", { type: "search", id: "search", placeholder: t("searchHint"), value: filter.text, "aria-keyshortcuts": "/" });
  search.addEventListener("input", () => ((filter.text = search.value), show()));
  const topics = [...new Set(all.flatMap((item) => item.keywords))].sort();
  const topic = select("topic", t("topics"), filter.topic, ["", ...topics], (value) => (value ? topicName(value) : t("all")));
  topic.addEventListener("change", () => ((filter.topic = topic.querySelector("select")!.value), show()));
  const difficulty = select("difficulty", t("difficulty"), filter.difficulty, ["", ...DIFFICULTIES], (value) => (value ? named(value) : t("all")));
  difficulty.addEventListener("change", () => ((filter.difficulty = difficulty.querySelector("select")!.value), show()));
  return [h("div", { class: "field grow" }, h("label", { for: "search" }, t("search")), search), topic, difficulty];
}

function select(id: string, label: string, value: string, values: string[], words: (value: string) => string): HTMLElement {
  const options = values.map((item) => h("option", { value: item, selected: item === value }, words(item)));
  return h("div", { class: "field" }, h("label", { for: id }, label), h("select", { id }, options));
}

function fits(item: ProblemSummary): boolean {
  const text = [item.problem_id, ...Object.values(item.names), ...item.keywords, ...item.keywords.map(topicName)].join(" ").toLowerCase();
  const hasTopic = !filter.topic || item.keywords.includes(filter.topic);
  return text.includes(filter.text.trim().toLowerCase()) && hasTopic && (!filter.difficulty || item.difficulty === filter.difficulty);
}

function shown(list: HTMLElement, all: ProblemSummary[], show: () => void, filters: HTMLElement): void {
  const found = all.filter(fits);
  const clear = (): void => {
    Object.assign(filter, { text: "", topic: "", difficulty: "" });
    replace(filters, ...controls(all, show));
    show();
  };
  const nothing = h("div", { class: "notice" }, h("p", {}, t("none")), h("button", { type: "button", onclick: clear }, t("clear")));
  replace(list, found.length ? found.map(card) : nothing);
  announce(found.length === 1 ? t("foundOne") : t("found", { n: found.length }));
}

function card(item: ProblemSummary): HTMLElement {
  const name = item.names[locale()] ?? Object.values(item.names)[0] ?? item.problem_id;
  const marks = [isSolved(item.problem_id) && h("span", { class: "mark good" }, `✓ ${t("solved")}`), item.origin === "generation" && h("span", { class: "mark" }, t("generated"))];
  return h(
    "a",
    { class: "card", href: `#/problems/${encodeURIComponent(item.problem_id)}` },
    h("span", { class: "card-top" }, difficultyPill(item.difficulty), marks),
    h("strong", {}, name),
    h("span", { class: "dim" }, item.keywords.map(topicName).join(" · ")),
  );
}

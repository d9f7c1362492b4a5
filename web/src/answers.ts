/** Answers in place of a program, which problems of the type submit-answer take: files become one JSON object. */

import { h } from "./dom";
import { t } from "./i18n";
import type { Problem } from "./types";

/** Stands where a language would. */
export const ANSWERS = "answers";

export const takesAnswers = (problem: Problem): boolean => problem.types?.includes("submit-answer") ?? false;

/** Buttons that take files, or a folder with all that is below it; `onAnswers` gets their texts by name, as JSON. */
export function answerPickers(onAnswers: (json: string) => void): HTMLElement {
  return h("div", { class: "actions" }, picker(t("chooseFiles"), { multiple: true }, onAnswers), picker(t("chooseFolder"), { webkitdirectory: true }, onAnswers), h("small", { class: "dim" }, t("answersHint")));
}

function picker(words: string, how: { multiple?: true; webkitdirectory?: true }, onAnswers: (json: string) => void): HTMLElement[] {
  const input = h("input", { type: "file", class: "hidden-visually", tabindex: -1, "aria-label": words, ...how });
  input.addEventListener("change", () => void asJson([...(input.files ?? [])]).then(onAnswers));
  return [h("button", { type: "button", onclick: () => input.click() }, words), input];
}

async function asJson(files: File[]): Promise<string> {
  const pairs = await Promise.all(files.map(async (file) => [nameOf(file), await file.text()] as const));
  return `${JSON.stringify(Object.fromEntries(pairs), null, 1)}\n`;
}

/** Of a folder that was chosen its own name says nothing. */
const nameOf = (file: File): string => file.webkitRelativePath.split("/").slice(1).join("/") || file.name;

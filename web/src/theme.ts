/** Light or dark: as the system has it, unless somebody chose. */

import { load, save } from "./storage";

export const theme = (): string => load("theme", "auto");

export function setTheme(value: string): void {
  save("theme", value);
  applyTheme();
}

export function applyTheme(): void {
  const chosen = theme();
  if (chosen === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

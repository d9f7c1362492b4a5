/** Theme, language of the page, key: a dialog. */

import { h } from "../dom";
import { locale, setLocale, t } from "../i18n";
import { saveToken, token } from "../storage";
import { setTheme, theme } from "../theme";

export function openSettings(changed: () => void): void {
  const key = h("input", { id: "key", type: "password", autocomplete: "off", value: token(), "aria-describedby": "key-hint" });
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "settings-title" }, t("settings")),
    radios("theme", t("theme"), { auto: t("auto"), light: t("light"), dark: t("dark") }, theme(), (value) => setTheme(value)),
    radios("locale", t("locale"), { en: "English", ko: "한국어" }, locale(), (value) => setLocale(value === "ko" ? "ko" : "en")),
    h("div", { class: "field" }, h("label", { for: "key" }, t("key")), key, h("small", { id: "key-hint" }, t("keyHint"))),
    h("div", { class: "actions" }, h("button", { class: "primary" }, t("save"))),
  );
  const dialog = h("dialog", { "aria-labelledby": "settings-title" }, form);
  dialog.addEventListener("close", () => {
    saveToken(key.value.trim());
    dialog.remove();
    changed();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function radios(name: string, legend: string, values: Record<string, string>, chosen: string, choose: (value: string) => void): HTMLElement {
  const items = Object.entries(values).map(([value, words]) => h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => choose(value) }), h("span", {}, words)));
  return h("fieldset", { class: "segments" }, h("legend", {}, legend), h("div", {}, items));
}

/** The code editor. Loaded lazily; it lives in a shadow root, where its styles need no exception from the policy. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, type LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LANGUAGES: Record<string, () => Promise<LanguageSupport>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
  java: async () => (await import("@codemirror/lang-java")).java(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  rust: async () => (await import("@codemirror/lang-rust")).rust(),
  go: async () => (await import("@codemirror/lang-go")).go(),
};

/** Which grammar colours a language of the service. */
const GRAMMAR: Record<string, string> = {
  python3: "python", pypy3: "python", python2: "python", c: "cpp", cpp: "cpp", cpp17: "cpp", java: "java", kotlin: "java",
  javascript: "javascript", typescript: "typescript", answers: "javascript", rust: "rust", go: "go",
};

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--code-function)" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--code-type)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "14px", color: "var(--text)", backgroundColor: "var(--surface)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", padding: "10px 0" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--faint)", border: "none", paddingLeft: "4px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--line)" },
});

export interface Editor {
  text: () => string;
  setText: (text: string) => void;
  setLanguage: (language: string) => void;
  focus: () => void;
}

export interface EditorOptions {
  host: HTMLElement;
  text: string;
  language: string;
  label: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onRun: () => void;
}

export function createEditor(options: EditorOptions): Editor {
  const root = options.host.shadowRoot ?? options.host.attachShadow({ mode: "open" });
  const grammar = new Compartment();
  const state = EditorState.create({ doc: options.text, extensions: extensions(options, grammar) });
  const view = new EditorView({ state, parent: root, root });
  const setLanguage = (language: string): void => void colour(view, grammar, language);
  setLanguage(options.language);
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    setLanguage,
    focus: () => view.focus(),
  };
}

async function colour(view: EditorView, grammar: Compartment, language: string): Promise<void> {
  const load = LANGUAGES[GRAMMAR[language] ?? ""];
  const indent = indentUnit.of(["go", "c"].includes(language) ? "\t" : "    ");
  view.dispatch({ effects: grammar.reconfigure([load ? await load() : [], indent]) });
}

/**
 * Typing over a selection, done as an edit of the document. Left to the browser, it would keep the look of what it
 * replaces by inline styles, which the policy forbids.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || text === null || empty || view.composing) return false;
  const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
  if (!isHandled) view.dispatch(insert());
  event.preventDefault();
  return true;
}

function extensions({ label, onChange, onSubmit, onRun }: EditorOptions, grammar: Compartment): Extension {
  const command = (run: () => void) => (): boolean => (run(), true);
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    syntaxHighlighting(colours),
    look,
    grammar.of([]),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: command(onSubmit) }, { key: "Mod-'", run: command(onRun) }])),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
  ];
}

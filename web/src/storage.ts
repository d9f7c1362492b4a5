/** What the browser keeps for one person: preferences, own submissions, drafts of code. Works without storage too. */

const PREFIX = "alpaco.";

export function load<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function save(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    /* Storage is full or forbidden: the page works, it only forgets. */
  }
}

/** A key ends with the tab. */
export function token(): string {
  try {
    return sessionStorage.getItem(PREFIX + "token") ?? "";
  } catch {
    return "";
  }
}

export function saveToken(value: string): void {
  try {
    if (value) sessionStorage.setItem(PREFIX + "token", value);
    else sessionStorage.removeItem(PREFIX + "token");
  } catch {
    /* As above. */
  }
}

export interface Attempt {
  submission_id: string;
  problem_id: string;
  language: string;
  created_at: string;
  verdict: string;
}

const KEPT = 200;

export function attempts(problemId?: string): Attempt[] {
  const all = load<Attempt[]>("attempts", []);
  return problemId === undefined ? all : all.filter((item) => item.problem_id === problemId);
}

export function remember(attempt: Attempt): void {
  const others = attempts().filter((item) => item.submission_id !== attempt.submission_id);
  save("attempts", [attempt, ...others].slice(0, KEPT));
}

export function isSolved(problemId: string): boolean {
  return attempts(problemId).some((item) => item.verdict === "ACCEPTED");
}

/** The generation that made a problem, if it was watched here: its gate report belongs to the problem. */
export function jobOf(problemId: string): string | undefined {
  return load<Record<string, string>>("jobs", {})[problemId];
}

export function rememberJob(problemId: string, jobId: string): void {
  save("jobs", { ...load<Record<string, string>>("jobs", {}), [problemId]: jobId });
}

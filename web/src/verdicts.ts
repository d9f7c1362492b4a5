/** How verdicts look: a tone for colours, a sign for people who do not tell colours apart. */

export type Tone = "good" | "bad" | "slow" | "odd" | "idle";

const TONES: Record<string, Tone> = {
  ACCEPTED: "good", AC: "good", WRONG_ANSWER: "bad", WA: "bad", RUNTIME_ERROR: "bad", RTE: "bad", TIME_LIMIT_EXCEEDED: "slow", TLE: "slow",
};
const SIGNS: Record<Tone, string> = { good: "✓", bad: "✗", slow: "◷", odd: "!", idle: "·" };

export const tone = (verdict: string): Tone => TONES[verdict] ?? "odd";
export const sign = (verdict: string): string => SIGNS[tone(verdict)];
const CODES: Record<string, string> = { ACCEPTED: "AC", WRONG_ANSWER: "WA", TIME_LIMIT_EXCEEDED: "TLE", MEMORY_LIMIT_EXCEEDED: "MLE", OUTPUT_LIMIT_EXCEEDED: "OLE", RUNTIME_ERROR: "RTE", COMPILE_ERROR: "CE" };

export const verdictCode = (verdict: string): string => CODES[verdict] ?? verdict;
export const shortTest = (name: string): string => name.replace(/^secret\//, "");

/** What each gate asks, in the reader's language. */

import { locale } from "./i18n";

type Question = [en: string, ko: string];

const QUESTIONS: Record<string, Question> = {
  structure: ["Is everything there that a problem needs?", "문제에 필요한 것이 모두 있나요?"],
  "round-trip": ["Packed, unpacked and read again: is everything the same?", "묶었다가 풀어도 모두 그대로인가요?"],
  "tests-frozen": ["Are the tests the ones that were frozen?", "테스트가 고정해 둔 그대로인가요?"],
  "spec-sound": ["Does the specification make sense by itself?", "명세가 그 자체로 앞뒤가 맞나요?"],
  "constants-agree": ["Do the constants hold the bounds of the specification?", "상수가 명세의 범위와 같나요?"],
  "programs-complete": ["Is every program whole, and does it compile?", "모든 프로그램이 온전하고 컴파일되나요?"],
  "programs-safe": ["Does every program keep to its input and output?", "모든 프로그램이 입력과 출력만 다루나요?"],
  "problem-new": ["Is it different from every stored problem?", "저장된 모든 문제와 다른가요?"],
  "statement-language": ["Is the statement in the language that was asked for?", "지문이 요청한 언어로 쓰였나요?"],
  "statement-renders": ["Do formulas, tables and samples appear as they should?", "수식, 표, 예제가 제대로 보이나요?"],
  "statement-discreet": ["Does the statement keep the solution to itself?", "지문이 풀이를 누설하지 않나요?"],
  "statement-complete": ["Does the statement say all that one needs to know?", "지문이 필요한 것을 모두 말하나요?"],
  "statement-consistent": ["Does the statement agree with rules and answers?", "지문이 규칙, 정답과 일치하나요?"],
  "validator-accepts-tests": ["Does the input validator accept every test?", "입력 검증기가 모든 테스트를 받아들이나요?"],
  "validator-rejects-invalid": ["Does it reject inputs that are invalid on purpose?", "일부러 틀리게 쓴 입력을 거절하나요?"],
  "validator-strict": ["Does it reject damaged inputs?", "망가진 입력을 거절하나요?"],
  "layout-agrees": ["Are the lines of the tests those of the specification?", "테스트의 줄 구성이 명세와 같나요?"],
  "bounds-agree": ["Is each bound drawn where the specification draws it?", "범위의 경계가 명세와 같은가요?"],
  "promises-agree": ["Do inputs keep what the statement promises?", "입력이 지문의 약속을 지키나요?"],
  "generator-deterministic": ["Does the generator repeat itself, byte for byte?", "생성기가 같은 입력을 똑같이 다시 만드나요?"],
  "generator-valid": ["Are fresh inputs of the generator valid?", "생성기의 새 입력이 올바른가요?"],
  "tests-distinct": ["Is no test there twice?", "겹치는 테스트가 없나요?"],
  "tests-cover": ["Do the tests reach every bound and kind of answer?", "테스트가 모든 경계와 답의 종류에 닿나요?"],
  "reference-deterministic": ["Does the model solution give the same answers again?", "기준 풀이가 같은 답을 다시 내나요?"],
  "brute-agrees": ["Does an independent slow solution agree on small inputs?", "독립적인 느린 풀이와 작은 입력에서 답이 같나요?"],
  "solvers-agree": ["Do further independent solutions agree too?", "다른 독립적인 풀이와도 답이 같나요?"],
  "answers-graded": ["Are answers compared as the problem needs?", "답을 문제에 맞는 방식으로 비교하나요?"],
  "answers-current": ["Are the stored answers what the model solution prints now?", "저장된 정답이 지금 기준 풀이의 출력인가요?"],
  "samples-accepted": ["Are the samples' answers accepted?", "예제의 정답이 통과하나요?"],
  "valid-output-accepted": ["Are outputs accepted that are right on purpose?", "일부러 맞게 쓴 출력이 통과하나요?"],
  "invalid-output-rejected": ["Are outputs rejected that are wrong on purpose?", "일부러 틀리게 쓴 출력이 거절되나요?"],
  "checker-sound": ["Does the output validator tell right from wrong, and never crash?", "출력 검증기가 옳고 그름을 가리고 죽지 않나요?"],
  "trivial-fails": ["Do programs that do nothing sensible fail?", "아무렇게나 쓴 프로그램이 실패하나요?"],
  "mutants-die": ["Is it noticed when the model solution is broken a little?", "기준 풀이를 조금 망가뜨리면 들통나나요?"],
  "shortcuts-fail": ["Do solutions fail that take for granted what only the tests have in common?", "테스트에만 있는 공통점을 당연하게 여긴 풀이가 실패하나요?"],
  submissions: ["Does every jury solution get the verdict that is promised?", "출제자 풀이가 모두 약속된 판정을 받나요?"],
  "hold-out-agrees": ["Do all solutions behave the same on inputs nobody has seen?", "아무도 못 본 입력에서도 풀이들이 똑같이 동작하나요?"],
  "time-limit": ["Does the time limit leave a margin to both sides?", "시간 제한이 양쪽에 여유를 두나요?"],
  "naive-grows": ["Is the naive solution slow because its work grows?", "느린 풀이는 입력이 커질수록 느려지나요?"],
};

/** Empty for gates of a newer service. */
export function question(gate: string): string {
  const found = QUESTIONS[gate];
  return found ? found[locale() === "ko" ? 1 : 0] : "";
}

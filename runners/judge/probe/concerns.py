"""What rules typically speak of, and every word by which a statement may speak of it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# The order of lines and of numbers in them is no answer to which of several comes first.
_OF_THE_LAYOUT = re.compile(
    r"\b(?:the )?(?:first|second|third|last|next|following)(?: \$?\w+\$?)? (?:lines?|integers?|numbers?)\b|첫째 줄|첫 줄",
    re.IGNORECASE,
)
_QUOTED_WORD = re.compile(r"[`'\"“‘]([A-Za-z]+)[`'\"”’]|\b([A-Z]+|[A-Z][a-z]+)\b")


@dataclass(frozen=True)
class Concern:
    """Patterns by language: `rule` is narrow, `said` holds all that may mean it, in whatever words."""

    name: str
    rule: Mapping[str, re.Pattern[str]]
    said: Mapping[str, re.Pattern[str]]

    def is_unspoken(self, language: str, rule: str, text: str) -> bool:
        return self.rule[language].search(rule) is not None and self.said[language].search(text) is None


def _concern(name: str, en: tuple[str, str], ko: tuple[str, str]) -> Concern:
    rule, said = ({"en": one, "ko": other} for one, other in zip(en, ko, strict=True))
    return Concern(name, _compiled(rule), _compiled(said))


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(pattern, re.IGNORECASE | re.DOTALL) for language, pattern in patterns.items()}


CONCERNS: tuple[Concern, ...] = (
    _concern(
        "what comes after the last one",
        (r"\bcircular(?:ly)?\b|\b(?:in|form|forms|is|as) an? (?:circle|ring|cycle)\b|\bcyclic(?:ally)?\b|\bwraps?(?: around)?\b|\bstarts? (?:over|again) (?:at|with|from)\b|\bafter (?:\w+ )?(?:z|n|m|k|\w - 1) (?:comes|follows)\b",
         r"circ|\bring|cycl|\bwrap|round|again|\bloop|closed|mod\b|modul|%|\blast\b.{0,80}\bfirst\b|\bfirst\b.{0,80}\blast\b|\bafter\b.{0,40}\b(?:comes?|follows?|gets?|is|returns?)\b|\bfollow|\bbehind\b|\bbeyond\b|\bbefore .{0,30}\bcomes?\b|back to|return|periodic|endless|no end\b|\bends? meet|touch|necklace|bracelet|\bbelt|\bdial|clock|torus|glued|for ever|reappear|re-?enter|opposite (?:end|edge|side)|succe|neighbou?r|beside|next to|adjacent|hold hands|tied|\bset to \$?[01]|jumps? .{0,30}\bto\b|turns? into|becomes?\b|\bz\W{0,3}(?! to)[^a-z]{0,3}\b.{0,30}\ba\b|\bn\$?.{0,30}\b(?:and|with|to|by) .{0,20}\$?1\b"),
        (r"원형|고리 모양|순환|둥글|다음은 (?:다시 )?\S{0,6}[01a]번?|[zZ] 다음|[aA]보다 앞",
         r"원형|원 ?모양|원을|원판|원탁|둥글|둥근|동그|고리|순환|돌아|다시|이어|맞닿|다음[은이에]|다음 \S{1,6}[은는]|나머지|mod|%|회전|돌리|둘레|한 바퀴|목걸이|팔찌|트랙|시계|묶여|이웃|끝에서|맨 앞|[zZ]\W{0,3}[를을의]|넘어가면|넘으면"),
    ),
    _concern(
        "how well the players play",
        (r"\bplay optimally\b|\boptimally\b|\bplays? perfectly\b|\bas well as possible\b",
         r"optim|perfect|\bbest\b|mistake|clever|\bsmart|genius|as well as|\berr|flawless|ideal|\bwise|rational|strateg|to win|forces?\b|wrong move|right move|favou?rable|blunder|think|maximi|minimi|as (?:large|small|much|many|few|little) as|\bcan\b.{0,40}\bwin|guarantee|no matter|wants?\b|tries|skil"),
        (r"최선을 다|최적으로|완벽하게",
         r"최선|최적|완벽|실수|현명|전략|잘 |이길 수|이길 방법|이기는 (?:길|수|방법)|필승|반드시|똑똑|천재|유리|내다보|내다본|상대가 어떻게|항상|늘 |좋은|이기려|노력|능숙"),
    ),
    _concern(
        "who makes the first move",
        (r"\b(?:moves?|goes|plays?) first\b|\bmakes the first move\b",
         r"\bfirst\b|begin|\bstart|\bopen|leads? off|to move\b|\bodd\b|1, ?3|\banswers\b|go ahead|\bsecond\b|\bthen\b|\binitial|\bturn of\b"),
        (r"먼저 (?:한다|둔다|시작|하며|두며)", r"먼저|시작|선공|첫|부터|홀수|나중|순서|후공|선수"),
    ),
    _concern(
        "capital and small letters",
        (r"\bcase[- ](?:in)?sensitive|\bcase (?:matters|does not matter)|\bupper-? ?(?:case)? and lower-? ?case letters are\b|\bignoring case\b",
         r"\bcase|upper|lower|capital|small letter|(?:big|large|small) (?:or|and)|(?:letter|character).{0,40}(?:size|shape)|majuscul|minuscul"),
        (r"대소문자를|대문자는", r"대문자|소문자|대소|큰 글자|작은 글자|크기"),
    ),
    _concern(
        "rounding",
        (r"\bround(?:ed|s|ing)? (?:up|down|to)\b|\brounded\b|\btruncat",
         r"round|floor|ceil|truncat|integer (?:part|division)|whole|fraction|discard|\bdrop|remainder|⌊|⌈|\bfull|entire|started|begun|\bor part|nearest|decimal|at least|cut off|forg[eo]t|keeps?\b|not (?:above|below|exceed)|quotient|before the point|greatest integer|//|never paid|complete"),
        (r"올림(?!픽|하는 수)|내림(?!차)|버림|반올림", r"올림|내림|버림|버린|반올림|정수 부분|소수|몫|나머지|단위|가까운|자리|크지 않은|작지 않은|floor|ceil|떼|잘라|한 시간은|//"),
    ),
    _concern(
        "turning and mirroring",
        (r"\brotat(?:ed?|ing|ions?)\b|\bmirror(?:ed)? images?\b|\breflect(?:ed|ions?)\b",
         r"rotat|mirror|reflect|\bturn|flip|symmetr|revers|orient|direction|backward|\bspin|\broll|congruen|upside|revolv|clock|look|lengthwise|crosswise|swap|exchange|tilt|on its side|as they are|as drawn|shape|glass|position|other end|either end|from (?:the )?(?:left|right|behind)|\bend\b"),
        (r"회전하|돌리거나|뒤집거나|대칭", r"회전|돌리|돌려|돌아|뒤집|대칭|방향|거꾸로|반사|그대로|바꾸어|거울|기울|눕|쪽에서 보"),
    ),
    _concern(
        "which way round",
        (r"\b(?:counter|anti)?-?clockwise\b", r"clock|\bdirection|\bleft|\bright|\bway\b|round|sense|increas|forward|\bnext\b|higher|orient|walk|along|order"),
        (r"시계 ?방향", r"시계|시곗|방향|왼|오른|차례|다음|증가|번호|커지|도는"),
    ),
    _concern(
        "diagonals",
        (r"\bdiagonal", r"diagonal|corner|\bside|edge|adjacent|neighbo|horizontal|vertical|\bup\b|\bdown\b|\bleft\b|\bright\b|direction|touch|eight|\bfour\b|north|king|rook|bishop|knight|queen|point|surround|not both|around"),
        (r"대각", r"대각|꼭짓점|변을|상하|이웃|인접|방향|맞닿|왼|오른|킹|룩|비숍|나이트|퀸|가로|세로|여덟|네 |동서|주위|둘레|사방"),
    ),
    _concern(
        "what happens at the same time",
        (r"\bat the same time\b|\bsimultaneous|\bin parallel\b",
         r"same (?:time|second|minute|moment|step|turn|round|instant|day)|simultan|at once|parallel|together|concurrent|at a time|synchron|\bboth\b|in one go|\bwhile\b|overlap|in (?:each|every|one|a) (?:second|minute|step|turn|round|move|day)|all of (?:them|these)|\bold\b|previous|before (?:any|playing|the (?:step|round))|signal|count of|after the (?:step|round)|\bnew\b|current|each other's"),
        (r"동시에|한꺼번에", r"동시|한꺼번에|함께|같이|일제히|한 번에|같은 (?:시|때|순간|날)|겹치|한번에|둘 다|똑같|이전|신호|보지 않고|마다|매 "),
    ),
    _concern(
        "which moments count",
        (r"\bbefore the first\b.{0,60}\bafter (?:each|every|the last)\b",
         r"\bafter (?:each|every|any|all|the last|some)\b|\b(?:moment|at any time|at all times|ever\b|throughout|during|initial|at the (?:beginning|start)|0 (?:turns|moves|steps|days))|\btime|always|first\b(?! turn| move| step| day)"),
        (r"(?:처음|첫).{0,30}(?:전|직전).{0,40}(?:후|뒤|직후)", r"순간|직후|직전|매번|마다|언제|후에|뒤에|동안|처음"),
    ),
    _concern(
        "the order within pairs",
        (r"\bunordered\b|\(i, ?j\) and \(j, ?i\)", r"order|\bonce\b|swap|distinguish|\bsets?\b|either way|regardless|combination|choos|\bgroup|same|matter|<|which of|hands|between"),
        (r"순서를 구|\(j, ?i\)", r"순서|한 번만|조합|구별|구분|바꾼|바뀐|상관|고르|모임|먼저|<|사이"),
    ),
)  # fmt: skip
# An optimum is asked for in so many words that a statement without any of them does not ask for it.
OPTIMA: tuple[Concern, ...] = (
    _concern(
        "the least, which is wanted",
        (r"\b(?:smallest|minimum|minimal|fewest|shortest|cheapest|lowest|earliest|(?<!at )least)\b",
         r"\b(?!first|last|must|most|largest|just|greatest|longest|highest|list|exist|consist|cost|rest|test|best-known|past|against|almost|request|guest|west|east|forest|interest|honest|dust|trust)[a-z]+sts?\b|\bfirst\b(?! turn| move| player| of)|\bmin|\bas (?:\w+ ){1,3}as\b|\bhow (?:few|little|soon|early|quick|long|many|much|cheap|fast)|at (?:the very )?least|suffic|enough|needs? to|need(?:ed)?\b|necessar|require|takes? (?:\w+ ){0,2}(?:long|until|to\b)|it takes|optim|no more than|cannot be|until|\bsave|econom|lexicographic|alphabet|\bprefer|\btie|before (?:any|all)|soon|reduc|ahead|earl|lower|smaller|fewer|shorter|cheaper|less|once\b|spend|wast|ascending|increasing|sorted"),
        (r"최소|최솟|최단|최저|(?:가장|제일) (?:작|적|짧|낮|빠|이른|먼저)",
         r"최소|최솟|최단|최저|(?:가장|제일|맨) (?:작|적|짧|낮|빠|이른|먼저|앞|가까|왼|싼|가벼|저렴)|적어도|빨리|일찍|먼저|처음|이른|몇|얼마|적게|작은|덜|앞서|앞선|사전|우선|짧|충분|필요|줄이|아끼|절약|오름차순|빠른"),
    ),
    _concern(
        "the most, which is wanted",
        (r"\b(?:largest|maximum|maximal|greatest|longest|highest|latest|biggest)\b",
         r"\b(?!first|last|must|least|just|smallest|shortest|fewest|list|exist|consist|cost|rest|test|past|against|almost|request|guest|west|east|forest|interest|honest|dust|trust)[a-z]+sts?\b|\bmax|\bas (?:\w+ ){1,3}as\b|\bhow (?:many|much|long|large|big|high|far|tall)|at (?:the very )?most|up to|optim|peak|record|more than|\bwin|\btop\b|limit|upper|exceed|larger|longer|greater|higher|bigger|increase|earn|\bmore\b|profit|could|\bcan\b|ahead|rich|strong|extend"),
        (r"최대|최댓|최장|최고|(?:가장|제일) (?:큰|크|많|긴|길|높|늦)", r"최대|최댓|최장|최고|가장|많|얼마나|몇|크게|까지|큰|높은|긴|늦|으뜸|제일|우승|이기|더|앞서|최선"),
    ),
)  # fmt: skip


def unspoken(concerns: tuple[Concern, ...], language: str, rule: str, text: str) -> Iterator[str]:
    """Names of what the rule speaks of and the text nowhere does."""
    told = _OF_THE_LAYOUT.sub(" ", " ".join(text.split()))
    yield from (concern.name for concern in concerns if concern.is_unspoken(language, rule, told))


def shows_case(text: str) -> bool:
    """Whether it holds a word in two ways that differ in capitals alone, as an example would."""
    found = {word or other for word, other in _QUOTED_WORD.findall(text)}
    return len({word.lower() for word in found}) < len(found)

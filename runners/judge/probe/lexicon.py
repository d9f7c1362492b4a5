"""Words by which statements say what gates look for, in the languages that this service is asked for most.

A language that is not listed is not judged by words. `""` holds patterns that count in every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SMALLEST_KO = "최소|최솟|(?:가장|제일) (?:작|적|짧|낮)"
LARGEST_KO = "최대|최댓|(?:가장|제일) (?:큰|크|많|긴|길|높)"
SEVERAL: Mapping[str, str] = {
    "en": r"\b(?:several|multiple|more than one|many|various|different (?:ways|answers|solutions))\b|\bif there (?:is|are) \w+ (?:ways|answers)",
    "ko": r"여러|둘 이상|두 개 이상|여럿|가능한",
    "es": r"\b(?:varias?|varios|múltiples|más de una?)\b",
    "fr": r"\b(?:plusieurs|multiples|plus d'une?)\b",
    "de": r"\b(?:mehrere|mehr als eine?)\b",
    "pt": r"\b(?:várias?|vários|múltiplas?|mais de uma?)\b",
    "it": r"\b(?:diverse|più di una?|molteplici|più soluzioni|più risposte)\b",
    "ru": r"несколько|больше одного|более одного",
    "ja": r"複数|二つ以上|2 ?つ以上",
    "zh": r"多个|多種|多种|不止一|多组|多解",
    "vi": r"nhiều",
    "tr": r"birden (?:fazla|çok)",
    "pl": r"(?:wiele|kilka|więcej niż jed)",
    "id": r"beberapa|lebih dari satu",
}  # fmt: skip
ANY: Mapping[str, str] = {
    "en": r"\bany\b|\bone of them\b|\beither\b",
    "ko": r"아무|어느 (?:것|하나|쪽)|하나만",
    "es": r"\bcualquier(?:a)?\b",
    "fr": r"n['’]importe|quelconque|l['’]une? d['’]entre",
    "de": r"\bbeliebige|\birgendeine?|\bjede davon\b|\beine davon\b",
    "pt": r"\bqualquer\b",
    "it": r"\b(?:qualsiasi|qualunque|una qualsiasi)\b",
    "ru": r"люб(?:ой|ую|ое|ая|ые|ого)",
    "ja": r"どれ(?:でも|か|を)|いずれ(?:か|でも|を)|任意",
    "zh": r"任意|任何一|任一|其中一",
    "vi": r"bất k[ìỳ]",
    "tr": r"herhangi",
    "pl": r"dowoln",
    "id": r"salah satu|mana saja|mana pun",
}
# A rule on what counts if several are equally good, and the many words by which statements say so.
TIE_RULE: Mapping[str, str] = {
    "en": r"\bif (?:there (?:are|is) )?(?:several|multiple|more than one|two or more|many)\b[^.]{0,120}\b(?:\w+est|\w+most|first|last)\b|\bin (?:the )?case of (?:a )?ties?\b|\bties? (?:is|are) broken\b",
    "ko": r"여러 (?:개|가지|명)?(?:이면|라면|인 경우)|동점|둘 이상이면",
}  # fmt: skip
TIE: Mapping[str, str] = {
    "en": r"\bties?\b|\btied\b|\btie-?break|\b(?:if|when|whenever|where|should|among|of|between|in case)\b[^.;:]{0,60}\b(?:several|multiple|more than one|two or more|many|equal(?:ly)?|as (?:many|few|much|little|good|large|long))\b|\b(?:if|when|whenever|should)\b[^.;:]{0,60}\b(?:some|both|same)\b|\blexicographic|\balphabetical|\bprefer|\b(?:\w+est|\w+most|first|last) (?:of|among) (?:them|these|those|all|such)\b|\b(?:\w+est|\w+most|first|last) such\b|\bany of\b|\bwhoever\b|\bwhichever\b|\brepeatedly\b",
    "ko": r"여러|여럿|둘 이상|두 개 이상|동점|동률|같으면|같다면|같은 (?:것|경우|값|때)|사전 ?순|중에서? (?:가장|제일|맨|번호|첫)|우선|많으면|많다면|많을 (?:때|경우)|또 있(?:으면|다면)",
}  # fmt: skip
# What a validator may demand of the input, and the words that promise it.
GUARANTEES: Mapping[str, Mapping[str, str]] = {
    "distinct": {
        "": r"\\neq?\b|≠|!=|<",
        "en": r"distinct|different|unique|no two|pairwise|twice|at most once|exactly once|permutation|repeat|duplicat|\bequal\b|\bsame\b|\bset of\b|increasing|decreasing|ascending|descending|\bsorted\b",
        "ko": r"서로 다|모두 다르|다른|중복|같은|같지|한 번씩|한 번만|순열|오름차순|내림차순|증가|감소|유일|겹치",
    },
    "sorted": {
        "": r"\\leq?\b|≤|<",
        "en": r"sorted|order|increasing|decreasing|ascending|descending|monoton|left to right|chronolog|non-?decreasing",
        "ko": r"정렬|오름차순|내림차순|증가|감소|순서|차례",
    },
    "no loop": {
        "": r"\\neq?\b|≠|!=|<",
        "en": r"different|distinct|self[- ]?loop|\bitself\b|\bloops?\b|\btwo\b.{0,20}\bends?\b|\bsimple\b|\btree\b|another|\bother\b|\bequal\b|\bsame\b",
        "ko": r"다른|자기 자신|루프|서로|트리|단순|같지|같은",
    },
    "no double": {
        "en": r"at most one|simple|distinct|different|multiple|parallel|several|\bonce\b|duplicat|\btree\b|no two|\bsame\b|unique|twice|more than one|each pair|repeat",
        "ko": r"최대 (?:하나|한|1)|단순|서로 다|중복|여러|다중|트리|같은|많아야|두 번|한 번",
    },
    "connected": {
        "en": r"connected|reach|\btree\b|\bpath\b|\broute|\btravel|get (?:from|to)|\bjoin|spanning",
        "ko": r"연결|트리|도달|갈 수 있|이동할 수|경로|이어",
    },
    "acyclic": {
        "en": r"tree|acyclic|cycle|forest|\bDAG\b|\bloop|parent|ancestor|root|\bn\s*-\s*1\b",
        "ko": r"트리|사이클|순환|숲|부모|조상|루트|뿌리",
    },
    "even": {"": r"\bmod\b|%|\\bmod|\\equiv|2k|2 ?\\cdot", "en": r"\beven\b|\bodd\b|parity|divisible|multiple|pairs?\b|half|twice|double", "ko": r"짝수|홀수|배수|나누어"},
    "not zero": {
        "": r"\\neq?\b|≠|!=|<|>",
        "en": r"zero|positive|negative|\b0\b|non-?null",
        "ko": r"0이 아|영이 아|양수|음수|양의|자연수|\b0\b",
    },
}  # fmt: skip
INPUT_HEADING = re.compile(
    r"input|입력|entrada|entr[ée]e|eingabe|ввод|входн|вход|入力|输入|輸入|ingresso|dữ liệu vào|đầu vào|wejści|girdi|giriş|masukan|indata|syöte|vstup|inngang|inddata|invoer|είσοδος|قلم",
    re.IGNORECASE,
)
OUTPUT_HEADING = re.compile(
    r"output|출력|salida|sortie|ausgabe|вывод|выходн|выход|出力|输出|輸出|uscita|saída|đầu ra|kết quả|dữ liệu ra|wyjści|çıktı|çıkış|keluaran|utdata|tuloste|výstup|uddata|uitvoer|έξοδος|resultado",
    re.IGNORECASE,
)
CONDITIONAL = re.compile(
    r"\b(?:if|when|whenever|where|unless|while|pair|pairs|si|quand|lorsque|wenn|falls|se|quando|если|когда|jeśli|eğer|jika|nếu)\b|면\b|경우|때|쌍|もし|とき|場合|如果|若|当",
    re.IGNORECASE,
)
LONGER = re.compile(
    r"sum|total|combined|overall|합|총|suma|somme|summe|soma|somma|сумм|合計|总|總|tổng|toplam|jumlah", re.IGNORECASE
)


def says(patterns: Mapping[str, str], language: str, text: str) -> bool | None:
    """Whether the text holds words of this meaning; None if the language is not known here."""
    base = language.partition("-")[0].lower()
    common = patterns.get("")
    if common and re.search(common, text):
        return True
    if base not in patterns:
        return None
    return re.search(patterns[base], text, re.IGNORECASE) is not None

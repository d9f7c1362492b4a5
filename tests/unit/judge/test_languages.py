"""Languages are TOML files; the language of a program is told from its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.languages import (
    LANGUAGES_DIR,
    LanguageError,
    by_name,
    detect,
    is_python_2,
    load,
    main_file,
    missing_tools,
    own_main,
)
from judge.languages.java import main_class, public_type, with_right_names
from judge.languages.modern_python import as_python_3
from judge.sandbox.program import Family

LUA = """
name = "Shell"
extensions = [".sh"]
aliases = ["bash"]
family = "native"
needs = ["sh"]
version = ["sh", "-c", "echo sh 1"]
run = ["sh", "{dir}/{main}"]
"""


def test_one_toml_file_adds_a_language(tmp_path: Path) -> None:
    (tmp_path / "shell.toml").write_text(LUA)
    languages = load(LANGUAGES_DIR, tmp_path)
    assert detect(languages, {"a.sh": b""}).code == "shell"
    assert by_name(languages, "BASH").name == "Shell"
    assert missing_tools(languages["shell"]) == []
    assert "python3" in languages


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name = 1", "must be a string"),
        (LUA + "colour = 'red'", "unknown key colour"),
        (LUA.replace('"native"', '"gpu"'), "gpu"),
        (LUA.replace("run =", "walk ="), "run"),
        ("name = ", "a.toml"),
        (LUA + "priority = 'high'", "must be an integer"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(LanguageError, match=r"a\.toml") as caught:
        load(tmp_path)
    assert problem in str(caught.value)


def test_all_shipped_languages_are_whole() -> None:
    languages = load()
    assert {"c", "cpp", "cpp17", "java", "javascript", "go", "rust", "kotlin", "typescript", "python3"} <= set(
        languages
    )
    for language in languages.values():
        assert language.version, language.code
        assert language.family is not Family.COMPILER, language.code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.py": b"print(1)"}, "python3"),
        ({"a.py": b"#!/usr/bin/env python2\nprint 1"}, "python2"),
        ({"a.py2": b""}, "python2"),
        ({"a.cc": b""}, "cpp"),
        ({"a.C": b""}, "cpp"),
        ({"a.c": b"", "b.h": b""}, "c"),
        ({"a.c": b"", "b.cpp": b""}, "cpp"),
        ({"Main.java": b"", "Other.java": b"", "notes.txt": b""}, "java"),
        ({"m.mjs": b""}, "javascript"),
    ],
)
def test_language_is_told_from_the_files(files: dict[str, bytes], code: str) -> None:
    assert detect(load(), files).code == code


@pytest.mark.parametrize(
    ("source", "is_old"),
    [
        (b"print 1", True),
        (b"if x: print 'a', b", True),
        (b"print >>sys.stderr, x", True),
        (b"try:\n    f()\nexcept ValueError, e:\n    pass", True),
        (b"n = int(raw_input())", True),
        (b"for i in xrange(3): pass", True),
        (b"print(1), print (2)", False),
        (b'"""\nprint the answer\n"""\n# print it\nprint("print 1")', False),
        (b"try:\n    xrange(1)\nexcept NameError:\n    xrange = range", False),
        (b"xrange = range\nxrange(3)", False),
        (b"except_, x = 1, 2", False),
    ],
)
def test_python_2_is_told_by_what_python_3_cannot_be(source: bytes, is_old: bool) -> None:
    assert is_python_2({"a.py": source, "b.txt": b"print 1"}) is is_old


@pytest.mark.parametrize("files", [{"a.scala.disabled": b""}, {"README": b""}, {}])
def test_language_that_cannot_be_told_is_an_error(files: dict[str, bytes]) -> None:
    with pytest.raises(LanguageError, match="cannot tell"):
        detect(load(), files)


def test_unknown_language_lists_the_known_ones() -> None:
    with pytest.raises(LanguageError, match="python3"):
        by_name(load(), "cobol")


@pytest.mark.parametrize(
    ("names", "stated", "main"),
    [
        (["b.py", "a.py"], None, "a.py"),
        (["b.py", "main.py"], None, "main.py"),
        (["main.py", "__main__.py"], None, "__main__.py"),
        (["b.py", "Main.py"], None, "Main.py"),
        (["b.py", "a.py"], "b.py", "b.py"),
    ],
)
def test_main_file_is_the_one_that_the_format_names(names: list[str], stated: str | None, main: str) -> None:
    assert main_file(load()["python3"], dict.fromkeys(names, b""), stated) == main


@pytest.mark.parametrize(
    ("own", "included", "main"),
    [
        (["z.py"], ["grader.py"], "z.py"),
        (["z.py", "b.py"], ["a.py"], "b.py"),
        (["z.py"], ["main.py"], None),
        (["z.py"], [], None),
        (["z.txt"], ["a.py"], None),
    ],
)
def test_what_a_package_adds_is_not_started_unless_it_is_an_entry(
    own: list[str], included: list[str], main: str | None
) -> None:
    files = dict.fromkeys(own, b"")
    if own == ["z.txt"]:
        files["y.txt"] = b""
    assert own_main(load()["python3"], files, dict.fromkeys(included, b"")) == main


def test_main_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LanguageError, match=r"no file x\.py"):
        main_file(load()["python3"], {"a.py": b""}, "x.py")


MAIN = b"public static void main(String[] args) {}"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (b"public class A { %s }" % MAIN, "A"),
        (b"class B {} public class A { %s }" % MAIN, "A"),
        (b"package x.y;\npublic class A { %s }" % MAIN, "x.y.A"),
        (b"class A { class Inner { } %s }" % MAIN, "A"),
        (b"class A { class Inner { void main() {} } } class B { %s }" % MAIN, "B"),
        (b"/* class X { %s } */ class A { %s }" % (MAIN, MAIN), "A"),
        (b"class A { String s = \"} class X {\"; char c = '{'; %s }" % MAIN, "A"),
        (b"class A { static public final void main (final String... a) throws Exception {} }", "A"),
        (b"enum A { ONE; %s }" % MAIN, "A"),
        (b"interface A { static void main(String[] a) {} }", "A"),
        (b"record A(int x) { %s }" % MAIN, "A"),
        (b"class A<T extends Comparable<T>> extends B { %s }" % MAIN, "A"),
        (b"class A { static void mainly(String s) {} }", None),
    ],
)
def test_main_class_of_java_is_found(source: bytes, name: str | None) -> None:
    assert main_class({"Whatever.java": source}) == name


def test_main_class_prefers_main_and_obeys_the_stated_one() -> None:
    files = {"A.java": b"class A { %s }" % MAIN, "Main.java": b"package p; class Main { %s }" % MAIN}
    assert main_class(files) == "p.Main"
    assert main_class(files, "A") == "A"
    assert main_class(files, "Main") == "p.Main"


def test_java_files_get_the_name_of_their_public_class() -> None:
    assert public_type(b"import a.b; @X public final strictfp class Deep {}") == "Deep"
    assert public_type(b"class Hidden { public class Inner {} }") is None
    assert with_right_names({"d/sol.java": b"public class A {}", "b.java": b"class C {}"}) == {
        "d/A.java": b"public class A {}",
        "b.java": b"class C {}",
    }


@pytest.mark.parametrize(
    ("source", "rewritten"),
    [
        (b'print "%s %f" % (a, b)\n', b'print("%s %f" % (a, b))\n'),
        (b"for i in xrange(3):\r\n    print raw_input()", b"for i in range(3):\n    print(input())\n"),
        (b"print 5 / 2\n", None),
        (b"print '/'  # a / b\n", b"print('/')  # a / b\n"),
        (b"print (((\n", None),
    ],
)
def test_old_python_is_rewritten_where_that_changes_nothing(source: bytes, rewritten: bytes | None) -> None:
    found = as_python_3({"a.py": source, "data.txt": b"5 / 2"})
    assert (found["a.py"] if found else None) == rewritten


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ("'[^aeiou]*$', 'ntry', 'Britain'", "Britaintry"),
        ("'x*', '-', 'abxd'", "-a-b-d-"),
        ("'(b)|(c)', r'[\\g<0>]', 'abcb', 2", "a[b][c]b"),
        ("'b', lambda m: m.group() * 2, 'abc', count=1", "abbc"),
    ],
)
def test_old_python_replaces_nothing_right_after_what_it_replaced(
    call: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_python_3({"a.py": f"import re\nprint re.sub({call})\n".encode()})
    assert found is not None
    exec(found["a.py"], {})
    assert capsys.readouterr().out == printed + "\n"

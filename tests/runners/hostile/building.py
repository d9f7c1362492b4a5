"""How a hostile program is built and started, by the suffix of its main file."""

from __future__ import annotations

from dataclasses import dataclass

from judge.sandbox import Build, Family, Limits, Sandbox

from tests.runners.hostile.collection import HostileProgram


@dataclass(frozen=True)
class Recipe:
    """`memory_mib` and `cpu_s` are what a program gets unless its manifest says otherwise."""

    run: tuple[str, ...]
    step: tuple[str, ...] = ()
    family: Family = Family.NATIVE
    memory_mib: int = 128
    cpu_s: float = 1.0


_JAVA_FLAGS = ("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss8m")
RECIPES = {
    ".c": Recipe(("{dir}/program",), ("/usr/bin/gcc", "-O0", "-w", "-pthread", "-o", "program", "main.c")),
    ".cpp": Recipe(("{dir}/program",), ("/usr/bin/g++", "-O0", "-w", "-std=gnu++20", "-o", "program", "main.cpp")),
    ".py": Recipe(("/usr/bin/python3", "{dir}/main.py"), family=Family.PYTHON),
    ".java": Recipe(
        ("/usr/bin/java", *_JAVA_FLAGS, "-Xmx384m", "-cp", "{dir}", "Main"),
        ("/usr/bin/javac", "-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1", "-d", ".", "Main.java"),
        Family.JVM,
        memory_mib=512,
        cpu_s=3.0,
    ),
    ".js": Recipe(
        ("/usr/bin/node", "--max-old-space-size=256", "{dir}/main.js"), family=Family.NODE, memory_mib=384, cpu_s=2.0
    ),
}
BUILD_LIMITS = Limits(4.0, 15.0, 1024, output_mib=0.5, file_mib=64, processes=128)


def recipe(program: HostileProgram) -> Recipe:
    return RECIPES[program.suffix]


def run_limits(program: HostileProgram) -> Limits:
    """Tight ones, but for the clock: a busy machine must not turn a CPU limit into a wall limit."""
    chosen = recipe(program)
    stated = dict(program.limits)
    cpu_s = stated.pop("cpu_s", chosen.cpu_s)
    return Limits(
        cpu_s=cpu_s,
        wall_s=stated.pop("wall_s", 4 * cpu_s + 6),
        memory_mib=int(stated.pop("memory_mib", chosen.memory_mib)),
        output_mib=stated.pop("output_mib", 1),
        file_mib=int(stated.pop("file_mib", 16)),
        **{name: int(value) for name, value in stated.items()},
    )


def steps(program: HostileProgram) -> tuple[tuple[str, ...], ...]:
    if program.steps is not None:
        return program.steps
    step = recipe(program).step
    return (step,) if step else ()


def build(sandbox: Sandbox, program: HostileProgram, files: dict[str, bytes], *, served: bool = True) -> Build:
    """Builds it; Python runs through the fork server if `served`, else by a fresh interpreter."""
    chosen = recipe(program)
    main = "main.py" if chosen.family is Family.PYTHON and served else None
    return sandbox.build(
        files, steps(program), run=chosen.run, limits=BUILD_LIMITS, family=chosen.family, python_main=main
    )

"""A check that fails itself is told as the program's fault, by its name; the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from goidata.checks.finding import Finding, Outcome
from goidata.declared import DeclarationError, no_such
from goidata.declared.loading import refuse
from goidata.form import checks
from goidata.form.checks import CHECKS
from goidata.wording import Said

Ask = Callable[[], Iterable[Finding]]


def sound(check: str, ask: Ask) -> list[Finding]:
    """What a check finds; one undetermined finding where it is the check that fails."""
    try:
        return list(ask())
    except DeclarationError:
        raise
    except Exception as error:  # of any kind: nothing that a check does wrong is a file's fault
        return [broken(check, error)]


def broken(check: str, error: Exception) -> Finding:
    """The finding that a check could not be asked, for a fault of the program."""
    why = Said.of("findings.program.fault", error=f"{type(error).__name__}: {error}")
    return Finding(
        check, None, Outcome.UNDETERMINED, checks()[check].severity, said=why, broken=True
    )


def broken_in(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The checks that failed themselves."""
    return tuple(dict.fromkeys(each.check for each in findings if each.broken))


@cache
def must_be_declared(kind: str, asked: tuple[str, ...]) -> None:
    """Raises DeclarationError unless the checks of `kind` that are declared are those that the
    program has a test for."""
    declared = [check.id for check in checks().values() if check.kind == kind]
    refuse(
        no_such(CHECKS, name, what, name, known)
        for names, known, what in ((asked, declared, "check"), (declared, asked, "test"))
        for name in names
        if name not in known
    )

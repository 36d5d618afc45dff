"""Risk registers of public bodies as typed records: read, checked, compared across dates.

    import riskreg

    earlier, later = riskreg.find("2021"), riskreg.find("2022")
    for change in riskreg.compare(earlier, later).changes:
        print(change.kind, [risk.id for risk in change.later or change.earlier])

Each name is imported when it is first used, so that importing riskreg costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskreg.checking.check import check as check
    from riskreg.comparison.change import Comparison as Comparison
    from riskreg.comparison.compare import compare as compare
    from riskreg.errors import InvalidRegister as InvalidRegister
    from riskreg.errors import RiskregError as RiskregError
    from riskreg.finding import Finding as Finding
    from riskreg.model.card import Card as Card
    from riskreg.model.card import RiskTable as RiskTable
    from riskreg.model.dates import PartialDate as PartialDate
    from riskreg.model.evidence import Assurance as Assurance
    from riskreg.model.evidence import Cost as Cost
    from riskreg.model.evidence import Evidence as Evidence
    from riskreg.model.register import Reason as Reason
    from riskreg.model.register import Register as Register
    from riskreg.model.register import Removal as Removal
    from riskreg.model.risk import Mitigation as Mitigation
    from riskreg.model.risk import MitigationRef as MitigationRef
    from riskreg.model.risk import Response as Response
    from riskreg.model.risk import Risk as Risk
    from riskreg.model.risk import Scores as Scores
    from riskreg.model.risk import Status as Status
    from riskreg.model.score import Band as Band
    from riskreg.model.score import Matrix as Matrix
    from riskreg.model.score import Score as Score
    from riskreg.model.score import Stage as Stage
    from riskreg.store.find import find as find
    from riskreg.store.read import load as load
    from riskreg.store.read import loads as loads
    from riskreg.store.series import Series as Series
    from riskreg.store.write import dumps as dumps
    from riskreg.version import __version__ as __version__

_HOMES = {
    "checking.check": ("check",),
    "comparison.change": ("Comparison",),
    "comparison.compare": ("compare",),
    "errors": ("InvalidRegister", "RiskregError"),
    "finding": ("Finding",),
    "model.card": ("Card", "RiskTable"),
    "model.dates": ("PartialDate",),
    "model.evidence": ("Assurance", "Cost", "Evidence"),
    "model.register": ("Reason", "Register", "Removal"),
    "model.risk": ("Mitigation", "MitigationRef", "Response", "Risk", "Scores", "Status"),
    "model.score": ("Band", "Matrix", "Score", "Stage"),
    "store.find": ("find",),
    "store.read": ("load", "loads"),
    "store.series": ("Series",),
    "store.write": ("dumps",),
    "version": ("__version__",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605 - the names are those of the table above


def __getattr__(name: str) -> Any:
    """A public name, from the file where it lives."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)

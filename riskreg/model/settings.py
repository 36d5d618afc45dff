"""What `riskreg.toml` says: the council's own words, how dates are printed, and the named tables that papers use."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from riskreg.model.dates import PartialDate
from riskreg.model.score import Stage


class DateForm(StrEnum):
    """How dates are printed."""

    LONG = "long"
    """16 November 2022."""
    SHORT = "short"
    """16/11/2022."""
    ISO = "iso"
    """2022-11-16."""


class ViewKind(StrEnum):
    """What a named table shows."""

    COMPARE = "compare"
    """What changed between two registers."""
    REGISTER = "register"
    """One register."""
    RISK = "risk"
    """One risk in full."""
    HISTORY = "history"
    """Every risk over many dates; or one risk's story."""
    MATRIX = "matrix"
    """Likelihood by impact; then and now where two registers are named."""


class Form(StrEnum):
    """How a comparison is set out."""

    CHANGES = "changes"
    """A row for each risk that changed, and what differs."""
    MOVEMENT = "movement"
    """How many scores went up, went down and stayed; a row for each risk with both scores."""
    SUMMARY = "summary"
    """New risks, removed risks, scores amended: a row for each, and the risks it concerns."""


LATEST, PREVIOUS = "latest", "previous"
"""Words for a register that need no new edit at every report: the last one by date, and the one before `later`."""


@frozen(kw_only=True)
class Labels:
    """What the council calls things: `current = "Residual"`. Where a label is absent, riskreg's own word is printed."""

    inherent: str | None = None
    """The score before any mitigation: "Gross"."""
    current: str | None = None
    """The score as it is now: "Residual", "Net"."""
    target: str | None = None
    """The score to be reached: "Future"."""
    likelihood: str | None = None
    """Likelihood, in a matrix: "Probability"."""
    impact: str | None = None
    """Impact, in a matrix: "Severity"."""
    direction: str | None = None
    """Direction of travel."""
    id: str | None = None
    """The heading above ids."""
    title: str | None = None
    """The heading above the risks' names: "Risk"."""
    number: str | None = None
    """The council's own reference: "Ref"."""
    wording: str | None = None
    """The heading above the report's own words."""
    description: str | None = None
    """The heading above descriptions."""
    cause: str | None = None
    """The heading above causes."""
    event: str | None = None
    """The heading above events."""
    consequence: str | None = None
    """The heading above consequences: "Effect"."""
    category: str | None = None
    """The heading above categories: "Theme"."""
    objective: str | None = None
    """The heading above objectives."""
    owner: str | None = None
    """The heading above owners: "Risk owner"."""
    manager: str | None = None
    """The heading above managers."""
    response: str | None = None
    """The heading above responses: "Treatment"."""
    appetite: str | None = None
    """The heading above appetites."""
    raised: str | None = None
    """The heading above the dates on which risks were raised."""
    reviewed: str | None = None
    """The heading above the dates of reviews."""
    note: str | None = None
    """The heading above notes."""
    mitigation: str | None = None
    """The heading above the actions: "Controls"."""
    change: str | None = None
    """What became of a risk, in a comparison: "Status"."""
    detail: str | None = None
    """What differs, in a comparison."""
    reason: str | None = None
    """Why a risk left, in a comparison."""

    def of(self, key: str) -> str | None:
        """The label for the column, field or stage of that key; None where there is none."""
        found: str | None = getattr(self, key, None) if key != "of" else None
        return found

    def stage(self, stage: Stage | str) -> str:
        """What scores of a stage are called within a sentence: `current`, or `residual`."""
        label = self.of(str(stage))
        return _uncapitalised(label) if label else str(stage)

    def score_title(self, stage: Stage | str) -> str:
        """The heading above scores of a stage: `Current score`, `Residual score`."""
        words = f"{self.of(str(stage)) or str(stage)}"
        words = words[:1].upper() + words[1:]
        return words if words.lower().endswith(("score", "risk", "rating")) else f"{words} score"


def _uncapitalised(label: str) -> str:
    """A label within a sentence: `Residual` is `residual`, `RAG now` stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


@frozen(kw_only=True)
class NamedTable:
    """A view under the name by which papers ask for it."""

    id: str
    """Its name, as marks in papers write it."""
    view: ViewKind
    """What it shows."""
    earlier: str | None = None
    """The REF of the earlier register; `previous`, which is meant where it is absent, is the one before `later`."""
    later: str | None = None
    """The REF of the later register; `latest` where it is absent."""
    register: str | None = None
    """The REF of the one register that is shown; `latest` where it is absent."""
    risk: str | None = None
    """The id of the one risk that is shown."""
    since: PartialDate | None = None
    """Registers dated wholly before are left out."""
    until: PartialDate | None = None
    """Registers dated wholly after are left out."""
    stage: Stage | None = None
    """Which scores; the current ones where it is absent."""
    form: Form | None = None
    """How a comparison is set out."""
    columns: tuple[str, ...] = ()
    """The keys of the columns, in this order; the usual ones where there are none."""
    sort: str | None = None
    """The key of the column to sort by, with a hyphen before it for the other way round."""
    heading: str | None = None
    """The heading above it all."""
    caption: str | None = None
    """The table's caption; made from what it shows where absent."""
    section: bool = False
    """Whether it is a whole section: a heading and sentences above the table."""


@frozen(kw_only=True)
class Settings:
    """All that `riskreg.toml` says."""

    labels: Labels = Labels()
    """The council's own words."""
    dates: DateForm | None = None
    """How dates are printed; where it is absent, long in papers' sections and as the files have them elsewhere."""
    tables: tuple[NamedTable, ...] = ()
    """The named tables, as the file orders them."""

    def table(self, name: str) -> NamedTable:
        """The table of that name. Raises KeyError where there is none."""
        for table in self.tables:
            if table.id == name:
                return table
        raise KeyError(name)


_FIELD_KEYS = (
    *("id", "title", "number", "wording", "description", "cause", "event", "consequence", "category", "objective"),
    *("owner", "manager", "response", "appetite", "raised", "reviewed", "exempt", "supersedes", "place", "evidence"),
    *("assurance", "note", "inherent", "current", "target", "direction", "mitigation"),
)
COLUMNS: Mapping[tuple[ViewKind, Form | None], tuple[str, ...]] = {
    (ViewKind.COMPARE, Form.CHANGES): (
        *("change", "number", "risk", "detail", "direction", "reason", "owner", "earlier", "later"),
    ),
    (ViewKind.COMPARE, Form.MOVEMENT): ("number", "risk", "owner", "earlier", "later", "direction"),
    (ViewKind.COMPARE, Form.SUMMARY): ("change", "count", "detail"),
    (ViewKind.REGISTER, None): _FIELD_KEYS,
    (ViewKind.RISK, None): ("field", "value"),
    (ViewKind.HISTORY, None): (),
    (ViewKind.MATRIX, None): (),
}
"""The keys of the columns that each view has; of a history and a matrix, columns cannot be chosen."""

KEYS: Mapping[ViewKind, tuple[str, ...]] = {
    ViewKind.COMPARE: ("earlier", "later", "form", "columns", "sort"),
    ViewKind.REGISTER: ("register", "columns", "sort"),
    ViewKind.RISK: ("register", "risk"),
    ViewKind.HISTORY: ("risk", "since", "until"),
    ViewKind.MATRIX: ("register", "earlier", "later", "stage"),
}
"""The keys that fit each view, besides `heading`, `caption` and `section`, which fit all."""

"""A unit and what is to be said to it in, a letter out: as plain text, and as a draft that a mail program opens.

The draft has no sender and no receiver unless the definition has them: nobody's address is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from exceltools.answers import ANSWER, TITLE
from exceltools.definition import Definition, Unit
from exceltools.feedback.points import most_important
from exceltools.feedback.text import to_do
from exceltools.model import Issue, Plan
from exceltools.wording import counted

_ATTACHED = 7 * 2**20  # bytes: as an attachment it becomes a third larger, and many mail servers stop at ten
_TYPES = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xltx": "vnd.openxmlformats-officedocument.spreadsheetml.template",
    "xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    "xltm": "vnd.ms-excel.template.macroEnabled.12",
}
_SIGNED = (
    "Er arbetsbok var digitalt signerad. Signaturen gäller originalet men inte kopian, "
    "så Excel säger att den är ogiltig. Det är som det ska."
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook that goes with a letter."""

    name: str
    data: bytes
    secret: bool = False  # what came was locked with a password

    @property
    def why_not(self) -> str:
        """Say why it does not go by mail; empty where it does."""
        if self.secret:
            return "skickas inte med e-post, eftersom er plan hade ett lösenord. Vi hör av oss om hur ni får den."
        return "" if len(self.data) <= _ATTACHED else "är för stor för e-post och kommer på annat sätt."


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a unit."""

    subject: str
    paragraphs: Sequence[str]
    attachment: Attachment | None = None

    def text(self) -> str:
        """Give the letter to be read and copied."""
        return "\n\n".join([f"Ämne: {self.subject}", *self.paragraphs]) + "\n"


def answer(
    plan: Plan, issues: Sequence[Issue], definition: Definition, copy: Attachment, *, remarks: Sequence[str]
) -> Letter:
    """Write what goes with a feedback copy.

    Args:
        plan: the unit's plan; its unit is known.
        issues: from `points.concerning`.
        definition: who sends the letter, and until when an answer is wanted.
        copy: the workbook.
        remarks: sentences about the copy itself.
    """
    unit = plan.unit.name if plan.unit else ""
    activities = counted(len(plan.activities), "aktivitet", "aktiviteter")
    read = f"Tack för handlingsplanen från {unit}. Vi har läst {activities}."
    left = to_do(issues)
    if not left:
        said = [f"{read} Inget behöver rättas, så nu är er plan klar.", *_about(copy, None), *remarks]
    else:
        said = [
            f"{read} {_standing(issues)} {left}. {_beginning(issues)}",
            "\n".join(_important(issues)),
            *_about(copy, f"Bladet {TITLE} listar allt, med länk till varje ställe.{_marked(issues)}"),
            _how_to(definition),
            *remarks,
        ]
    return Letter(f"{TITLE} på handlingsplanen – {unit}", ["Hej!", *said, *_end(definition)], copy)


def reminder(unit: Unit, definition: Definition, unread: Sequence[str], template: Attachment | None) -> Letter:
    """Write to a unit whose plan is missing, or could not be read.

    Args:
        unit: the unit.
        definition: who sends the letter, and when plans were due.
        unread: what is the matter with files that seem to come from the unit: sentences.
        template: a fresh template.
    """
    missing = (
        f"Vi har ännu inte någon handlingsplan från {unit.name} som går att läsa."
        if unread
        else (
            f"Vi saknar ännu handlingsplanen från {unit.name}. Är den redan på väg kan ni bortse från det här brevet."
        )
    )
    due = f"Planen lämnas till {definition.delivery.to} {definition.delivery.by}."
    help_ = f"Behöver ni mallen finns den bifogad: {template.name}." if template else ""
    said = [missing, *unread, f"{due} {help_}".strip(), "Behöver ni mer tid eller hjälp? Svara på det här brevet."]
    return Letter(f"Påminnelse om handlingsplanen – {unit.name}", ["Hej!", *said, *_end(definition)], template)


def draft(letter: Letter, unit: Unit, definition: Definition) -> bytes:
    """Give the letter as a draft: opened in a mail program it can be read, changed and sent."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = letter.subject
    if definition.delivery.email:
        message["From"] = definition.delivery.email
    if unit.email:
        message["To"] = unit.email
    message.set_content("\n\n".join(letter.paragraphs) + "\n", cte="quoted-printable")
    if letter.attachment and not letter.attachment.why_not:
        subtype = _TYPES[letter.attachment.name.rpartition(".")[2]]
        message.add_attachment(
            letter.attachment.data, maintype="application", subtype=subtype, filename=letter.attachment.name
        )
        message.set_boundary(hashlib.sha256(letter.text().encode()).hexdigest()[:32])  # the same input, the same bytes
    return message.as_bytes()


def unread(file: str, message: str) -> str:
    """Say what is the matter with a file that came; its advice is for the coordinator, so the unit gets another."""
    again = "Skicka den gärna igen, som Excel-arbetsbok (.xlsx)."
    return f"Vi fick filen {file}, men den gick inte att läsa. {message} {again}"


def signed() -> str:
    """Say what the copy does to a signature."""
    return _SIGNED


def _standing(issues: Sequence[Issue]) -> str:
    if any(issue.severity == "error" for issue in issues):
        return "Innan den är klar finns"
    return "Den är nästan klar: det finns"


def _beginning(issues: Sequence[Issue]) -> str:
    number = len(most_important(issues))
    return "Det gäller:" if number < 3 else "Det viktigaste är:"


def _important(issues: Sequence[Issue]) -> list[str]:
    said = []
    for number, group in enumerate(most_important(issues), 1):
        places = group.places(6)
        where = f" ({places})" if places else ""
        hint = f" {group.first.hint}" if group.first.hint else ""
        said.append(f"{number}. {group.first.message.removesuffix('.')}{where}.{hint}")
    return said


def _marked(issues: Sequence[Issue]) -> str:
    cells = any(issue.cell and issue.severity != "info" for issue in issues)
    return " I planen är cellerna markerade." if cells else ""


def _about(copy: Attachment, said: str | None) -> list[str]:
    where = copy.why_not or "finns bifogad."
    return [" ".join([f"Arbetsboken {copy.name} {where}", *([said] if said else [])])]


def _how_to(definition: Definition) -> str:
    by = f" {definition.delivery.corrections_by}" if definition.delivery.corrections_by else ""
    return (
        f"Rätta direkt i arbetsboken. Är något rätt som det är, skriv det i kolumnen {ANSWER} i stället. "
        f"Skicka sedan tillbaka samma arbetsbok till {definition.delivery.to}{by}."
    )


def _end(definition: Definition) -> list[str]:
    return [f"Vänliga hälsningar\n{definition.delivery.sender or definition.organisation}"]

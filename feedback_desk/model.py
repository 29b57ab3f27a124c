"""The nouns: plain frozen values that every room of the core passes around.

They know nobody, hold no behaviour beyond what follows from their own fields, and are what
`--json` prints (its keys are these field names). Times are aware datetimes; durations and
offsets are whole seconds; ids are eight lower-case letters and digits, see `new_id`.

The wall between private and shareable starts here: `Letter` and everything it is made of
have no field for a plain or private note, a rating, a decision or another person.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from enum import StrEnum

from feedback_desk.record import Record

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, lower case: no i, l, o, u to misread."""


def new_id() -> str:
    """A fresh id, short enough to type and, at 40 bits, unique within one person's store."""
    return "".join(ID_ALPHABET[byte & 31] for byte in os.urandom(8))


# --- Kits and the catalogue -------------------------------------------------------------------


class KitSection(Record):
    """One competency of a kit. `behaviours` has one sentence for each step of the kit's scale."""

    id: str
    title: str
    minutes: int
    questions: tuple[str, ...]
    behaviours: tuple[str, ...]
    skills: tuple[str, ...]
    """Tags of the skills this section is about, the most central first."""
    good: str = ""
    """What good looks like, said to a candidate; used for findings that carry no skill."""
    next_step: str = ""


class Kit(Record):
    """What one kind of interview covers. `(id, version)` never changes once an interview used it."""

    id: str
    version: int
    name: str
    role: str
    scale: tuple[str, ...]
    """Names of the rating steps, lowest first; 2 to 7 of them; internal only."""
    sections: tuple[KitSection, ...]
    work_roles: tuple[str, ...] = ()
    """Ids of NICE v2 work roles that such an interview is for."""

    @property
    def is_own(self) -> bool:
        """Whether this version is the user's: what comes with the program has a version below theirs."""
        return self.version >= FIRST_OWN_VERSION

    @property
    def minutes(self) -> int:
        """The time budget of all sections."""
        return sum(section.minutes for section in self.sections)


FIRST_OWN_VERSION = 1001
"""A user's versions of a kit are numbered from here, so that none is ever taken for one that a later program ships."""


class KitPage(Record):
    """All that the Library tells of a kit."""

    kit: Kit
    """As new interviews follow it; a kit that was never in use stands here as its draft, with version 0."""
    shipped: bool
    """Whether a kit of this id comes with the program."""
    in_bin: bool = False
    draft: Kit | None = None
    """Changes that no interview follows yet."""
    own: Kit | None = None
    """The user's last version, where the program's is followed again."""
    held: int = 0
    """Interviews held with it, in whichever version; the example doesn't count."""


class KitArrival(StrEnum):
    """What became of an imported kit."""

    NEW = "new"
    SAME = "same"
    """It was here already."""
    BACK = "back"
    """It was here already, in the bin, and is out of it again."""
    COPY = "copy"
    """Another kit has its id, so it came in beside that one under a free id and name."""
    VERSION = "version"
    """It is what new interviews follow under its id from now on."""


class ImportedKit(Record):
    """A kit as it is here now, and how it came."""

    kit: Kit
    arrival: KitArrival
    unknown: tuple[str, ...] = ()
    """Its skills that the catalogue doesn't know; they are kept as written."""


DEFAULT_SCALE = ("Not yet", "Developing", "Solid", "Strong")


class Skill(Record):
    """An entry of the catalogue. `tag` is unique and stable; `aliases` lead to it."""

    tag: str
    name: str
    domain: str
    aliases: tuple[str, ...]
    good: str
    """One sentence, said to a candidate: what good looks like."""
    next_step: str
    """One concrete thing a candidate can do, said to them."""
    work_role: str = ""
    """Ids of NICE v2 work roles, `;`-separated, where known."""


class Resource(Record):
    """Something to learn with. Texts are ours; `verified` says how and when its address was last seen listed."""

    id: str
    title: str
    provider: str
    url: str
    kind: str
    """course, lab, docs, book, video or ctf."""
    level: str
    """beginner, intermediate, advanced or all; a range is written `beginner-intermediate`."""
    cost: str
    """free, freemium or paid; `cost_note` says more where there is more to say."""
    summary: str
    skills: tuple[str, ...]
    """Tags of the skills it serves, the best served first."""
    verified: str
    """`exact`, `page`, `host` or `no`: how its address was last verified (none was tried live)."""
    verified_on: date | None = None
    hours: int | None = None
    """Only where known."""
    cost_note: str = ""


class Recommendation(Record):
    """A resource chosen for one finding, with the reason in words a candidate may read."""

    resource: Resource
    reason: str


# --- Candidates and interviews ----------------------------------------------------------------


class Candidate(Record):
    """The person interviewed; what is known of them is kept as they gave it."""

    id: str
    name: str
    email: str = ""
    phone: str = ""
    preferred_name: str = ""
    """How the letter greets them; never guessed from `name`."""


class NoteKind(StrEnum):
    """What a note is; only strengths and gaps are evidence."""

    PLAIN = "plain"
    STRENGTH = "strength"
    GAP = "gap"
    SERIOUS_GAP = "serious gap"
    QUOTE = "quote"
    QUESTION = "question"
    PRIVATE = "private"

    @property
    def is_evidence(self) -> bool:
        """Whether such a note becomes part of a finding, and so may reach the letter."""
        return self in (NoteKind.STRENGTH, NoteKind.GAP, NoteKind.SERIOUS_GAP)


class Note(Record):
    """One thing written down. `text` is as a person reads it: no marker, no tags, lines joined by a newline."""

    id: str
    section: str
    """Id of the section it was written in; empty before the first section."""
    kind: NoteKind
    text: str
    skills: tuple[str, ...] = ()
    """Tags as typed or completed, first first; an unknown one is kept as it is."""
    at: int | None = None
    """Seconds since the start, pauses left out; None when written up without a clock."""


class Section(Record):
    """A section of one interview with its rating: a step of the kit's scale from 1, or None."""

    id: str
    title: str
    rating: int | None = None
    not_asked: bool = False
    asked: tuple[int, ...] = ()
    """Places, from 1, of the kit's questions that were ticked off, in rising order."""


class Pause(Record):
    """The clock stood still: `at` seconds after the start, for `seconds`."""

    at: int
    seconds: int


class InterviewState(StrEnum):
    """Where an interview stands; only a finished one owes feedback."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What was decided: internal, and never in a letter."""

    ADVANCE = "advance"
    DECLINE = "decline"
    HOLD = "hold"


class Interview(Record):
    """One meeting with one candidate. Notes stand in the order they were written."""

    id: str
    candidate: Candidate
    role: str
    kit: str
    """Id of the kit it was held with; empty when there was none."""
    kit_version: int
    when: datetime
    """The planned time until it starts, the true start from then on."""
    time_zone: str = ""
    """IANA name or `UTC+05:30`; empty means the machine's own."""
    state: InterviewState = InterviewState.FINISHED
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    pauses: tuple[Pause, ...] = ()
    paused_at: int | None = None
    """Seconds since the start at which the pause under way began; None while the clock runs."""
    ended_at: int | None = None
    """Seconds on the clock when it was finished; None without a clock."""
    decision: Decision | None = None
    waived: str = ""
    """Why no letter is owed; empty when one is."""
    sample: bool = False
    """The shipped example: it never mixes with real data or figures."""


class InterviewRow(Record):
    """What a list shows of an interview, without its notes."""

    id: str
    candidate_id: str
    candidate: str
    role: str
    kit: str
    when: datetime
    state: InterviewState
    notes: int
    letter: LetterState | None
    waived: str = ""
    sample: bool = False


# --- Findings ---------------------------------------------------------------------------------


class FindingKind(StrEnum):
    """Something that went well, or somewhere to grow."""

    STRENGTH = "strength"
    GAP = "gap"


class Evidence(Record):
    """A shareable note as a finding carries it; there is no way to make one of a private note's kind."""

    note_id: str
    text: str
    section_title: str
    serious: bool = False


class Finding(Record):
    """All strength (or all gap) notes of one interview for one skill."""

    key: str
    """The skill's tag, or `section:ID` where the notes carry none."""
    title: str
    """What it is about, in words a candidate may read."""
    kind: FindingKind
    evidence: tuple[Evidence, ...]
    good: str = ""
    next_step: str = ""
    skills: tuple[str, ...] = ()
    """Tags that resources are looked up by: the skill itself, or the section's skills."""

    @property
    def serious(self) -> bool:
        return any(e.serious for e in self.evidence)


# --- The letter -------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """The parts of a letter, in the order it is read."""

    SALUTATION = "salutation"
    OPENING = "opening"
    OUTCOME = "outcome"
    STRENGTH = "strength"
    GROWTH = "growth"
    RESOURCES = "resources"
    CLOSING = "closing"


_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e0fff]*"
)


def is_blank(text: str) -> bool:
    """Whether a text prints nothing: blanks, control characters, and signs that only change how others are shown."""
    return _UNSEEN.fullmatch(text) is not None


class Block(Record):
    """One piece of a letter. `text` and `next_step` are Markdown and are what is printed."""

    id: str
    kind: BlockKind
    title: str = ""
    text: str = ""
    """Growth: what we saw. Others: the whole of it."""
    next_step: str = ""
    resources: tuple[Recommendation, ...] = ()
    finding: str = ""
    """Key of the finding it came from."""
    notes: tuple[str, ...] = ()
    """Ids of the notes it came from."""
    edited: bool = False
    """A re-draft leaves an edited block alone."""
    left_out: bool = False
    look: bool = False
    """The words stand as they were noted and want a look before they go out."""
    joined: tuple[str, ...] = ()
    """Ids of blocks that were joined into this one: a re-draft doesn't bring them back."""
    level: int = 0
    """How far along the overview shows it, from 1 to 4; 0 follows from its kind. Chosen by hand, never a rating."""

    @property
    def is_printed(self) -> bool:
        """Whether the letter shows it: an emptied observation stays out, as does an outcome that nobody wrote."""
        needs_text = self.kind in (BlockKind.STRENGTH, BlockKind.GROWTH, BlockKind.OUTCOME)
        return not self.left_out and (not needs_text or not is_blank(self.text))


class PagePicture(Record):
    """A page as the screen shows it: pixels across and down, and four bytes (B, G, R, unused) for each."""

    width: int
    height: int
    pixels: bytes | bytearray


class DrawnLetter(Record):
    """A letter's pages as pictures, and the characters that no font could print."""

    pages: tuple[PagePicture, ...]
    missing: tuple[str, ...]
    undrawn: int = 0
    """How many pages come after those; only a letter that is far too long has any."""


class Profile(Record):
    """Who writes and how: the letterhead, and what a new letter begins with."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    address: str = ""
    email: str = ""
    accent: str = "#0F5C55"
    """`#RRGGBB`; headings and links."""
    paper: str = "a4"
    """`a4` or `letter`."""
    design: str = "railed"
    """`railed` (section heads in a rail beside the text) or `classic` (a letter in the classic sense)."""
    tone: str = "warm"
    """`warm` or `formal`: which wording a new letter is written with."""
    language: str = "en"
    """Of the wording of a new letter."""
    logo: str = ""
    """SHA-256 of a picture kept in the store; empty for none."""
    signature: str = ""
    """The same for the picture of a signature."""


class LetterState(StrEnum):
    """How far a letter has come; what was sent is kept apart, exactly as it was."""

    DRAFT = "draft"
    EXPORTED = "exported"
    SENT = "sent"
    ANSWERED = "answered"


class Overruling(Record):
    """Somebody let a blocking check pass: for `rule` and these words, with their reason."""

    rule: str
    text: str
    """The words it was said of; empty for the letter as a whole."""
    reason: str
    on: date


class SignOff(Record):
    """Somebody agreed to a letter as it read then: `of` is the SHA-256 of its Markdown without the day it goes out."""

    by: str
    on: date
    of: str


class Letter(Record):
    """All that composing makes and rendering sees."""

    id: str
    interview_id: str
    candidate: str
    """The candidate's full name, as the letter prints it."""
    role: str
    interviewed_on: date
    written_on: date
    """The day it goes out, which it prints; until it does, that of its last draft."""
    profile: Profile
    blocks: tuple[Block, ...] = ()
    language: str = "en"
    tone: str = "warm"
    design: str = ""
    """`railed` or `classic`; empty follows the profile."""
    overview: bool = False
    """Whether the letter begins with a picture of the skills it speaks of."""
    overruled: tuple[Overruling, ...] = ()
    signed_off: SignOff | None = None
    state: LetterState = LetterState.DRAFT
    answered_on: date | None = None

    @property
    def has_left_for_good(self) -> bool:
        """Whether it was sent: what it says is then no longer its writer's alone."""
        return self.state in (LetterState.SENT, LetterState.ANSWERED)

    @property
    def title(self) -> str:
        """The document's title, on the page and in the metadata."""
        return f"Interview feedback: {self.candidate}"


class SentLetter(Record):
    """A letter exactly as it went out; `sha256` is that of its PDF."""

    id: str
    letter_id: str
    interview_id: str
    sent_at: datetime
    sent_to: str
    sha256: str
    text: str
    """The letter as Markdown at that moment, for search and for reading without a PDF viewer."""
    checks: tuple[CheckFinding, ...] = ()
    """What the checks said at that moment, what was overruled with its reason."""


class Feedback(StrEnum):
    """What the organisation lets candidates have."""

    LETTER = "letter"
    PHONE_CARD = "phone card"
    """Nothing in writing: the interviewer calls, with a one-page sheet of what to say."""
    NOTHING = "nothing"


class Policy(Record):
    """The organisation's rules for feedback."""

    feedback: Feedback = Feedback.LETTER
    sign_off: bool = False
    """Whether somebody has to agree to a letter before it goes out."""


class Facts(Record):
    """What a letter says of its interview, as it is known now: a draft may be older."""

    candidate: str
    preferred_name: str
    role: str
    interviewed_on: date


class PrivateContext(Record):
    """What the checks and the wall know beside the letter; composing and rendering never receive it."""

    notes: tuple[str, ...] = ()
    """Texts of plain, private and question notes."""
    shareable: tuple[str, ...] = ()
    """Texts of evidence notes: words they say too are no leak."""
    rating_words: tuple[str, ...] = ()
    decision: str = ""
    other_names: tuple[str, ...] = ()
    """Full names of other candidates."""
    secrets: tuple[str, ...] = ()
    """User name, home folder and the like, for the metadata."""
    kit_texts: tuple[str, ...] = ()
    """The kit's questions and what its rating steps look like: asked again of the next candidate."""
    kit_skills: tuple[str, ...] = ()
    """Findings that the kit is about, by tag or `section:ID`; empty where there is no kit."""
    rated: tuple[tuple[str, float], ...] = ()
    """For each evidence note in a rated section, its id and the rating between 0 (lowest step) and 1 (highest)."""
    policy: Policy = Policy()
    facts: Facts | None = None
    """Nothing where only the letter's text is there."""


class Severity(StrEnum):
    """What a check asks for: mend it first, look at it, or take note."""

    BLOCK = "block"
    WARNING = "warning"
    HINT = "hint"


class CheckFinding(Record):
    """One thing the checks found, placed in the letter's Markdown (`start`, `end` are character offsets)."""

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    why: str
    mend: str
    block: str = ""
    """Id of the block it stands in; empty for the letter as a whole."""
    overruled: str = ""
    """The written reason why it does not stop the letter, where somebody gave one."""

    @property
    def stops(self) -> bool:
        """Whether the letter can't go out before this is mended or overruled."""
        return self.severity is Severity.BLOCK and not self.overruled


class Redrafted(StrEnum):
    """What a re-draft would do with one block."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    KEPT = "kept"
    """Edited by hand, so it stays, although the notes would say something else now."""


class BlockChange(Record):
    """One block that a re-draft would touch, as it is (None when new) and as it would be (None when gone)."""

    what: Redrafted
    before: Block | None
    after: Block | None


# --- What the use cases return ----------------------------------------------------------------


class Change(Record):
    """What a use case changed, and who asked for it; views that show these ids repaint, the source skips its echo."""

    ids: frozenset[str]
    source: str = ""


class SearchHit(Record):
    """An interview that matches; `snippet` is plain text and `marks` are the (start, end) of the words found in it."""

    interview_id: str
    candidate_id: str
    candidate: str
    role: str
    when: datetime
    where: str
    """candidate, role, note or letter: where the snippet comes from."""
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


class Overview(Record):
    """What the Desk screen shows."""

    running: tuple[InterviewRow, ...] = ()
    planned: tuple[InterviewRow, ...] = ()
    owed: tuple[InterviewRow, ...] = ()
    """Oldest first."""
    sent: tuple[InterviewRow, ...] = ()
    """Most recently sent first."""
    is_empty: bool = True


class CandidatePage(Record):
    """All that is held about one candidate."""

    candidate: Candidate
    interviews: tuple[InterviewRow, ...] = ()
    sent: tuple[SentLetter, ...] = ()
    since: datetime | None = None

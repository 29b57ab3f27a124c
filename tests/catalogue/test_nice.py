"""The NICE work roles: the list is whole, whatever names a role names one of it, and a wrong file is refused."""

import json
from pathlib import Path

import pytest

from feedback_desk.capture.kits import shipped_kits
from feedback_desk.catalogue.nice import work_roles
from feedback_desk.catalogue.skills import load_skills
from feedback_desk.errors import BadInput

ROLES = work_roles()


def test_the_list_is_that_of_version_two():
    """42 roles in five categories, numbered through; names as in the Framework Components v2.2.0."""
    of_category = {}
    for role in ROLES:
        of_category.setdefault(role[:2], []).append(int(role[-3:]))
    assert {category: len(numbers) for category, numbers in of_category.items()} == {
        "OG": 17,
        "DD": 9,
        "IO": 7,
        "PD": 7,
        "IN": 2,
    }
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in of_category.values())
    assert len(set(ROLES.values())) == len(ROLES)
    assert ROLES["PD-WRL-001"] == "Defensive Cybersecurity"
    assert ROLES["PD-WRL-007"] == "Vulnerability Analysis"
    assert ROLES["DD-WRL-001"] == "Cybersecurity Architecture"
    assert ROLES["DD-WRL-005"] == "Software Security Assessment"
    assert ROLES["IN-WRL-002"] == "Digital Evidence Analysis"


def test_what_a_skill_is_mapped_to_is_on_the_list():
    named = {skill.tag: [role for role in skill.work_role.split(";") if role] for skill in load_skills().all}
    assert {tag: roles for tag, roles in named.items() if set(roles) - set(ROLES)} == {}
    assert all(len(set(roles)) == len(roles) for roles in named.values())
    assert named["memory-forensics"] == ["PD-WRL-002", "IN-WRL-002"]


def test_what_a_kit_is_mapped_to_is_on_the_list():
    assert {kit.id: kit.work_roles for kit in shipped_kits().values() if set(kit.work_roles) - set(ROLES)} == {}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "this is not JSON"),
        ("[]", "an object with the fields source and work_roles"),
        ({"work_roles": {}}, "an object with the fields source and work_roles"),
        ({"source": "mine", "work_roles": []}, "work_roles: an object"),
        ({"source": "mine", "work_roles": {"PR-CDA-001": "Analyst"}}, "“PR-CDA-001” is no id"),
        ({"source": "mine", "work_roles": {"PD-WRL-001": ""}}, "PD-WRL-001: a name"),
        ({"source": "mine", "work_roles": {"PD-WRL-001": 7}}, "PD-WRL-001: a name"),
    ],
)
def test_a_wrong_file_is_refused(content, says, tmp_path: Path, monkeypatch):
    text = content if isinstance(content, str) else json.dumps(content)
    (tmp_path / "nice.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr("feedback_desk.catalogue.nice.bundled", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(BadInput, match=r"nice\.json: ") as refused:
        work_roles()
    assert says in str(refused.value)

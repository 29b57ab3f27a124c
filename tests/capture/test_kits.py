"""Kits as files: what is taken, and that each mistake is named with its place."""

import copy
import json

import pytest

from feedback_desk.capture.kits import read_kit, shipped_kits, write_kit
from feedback_desk.errors import BadInput
from feedback_desk.model import Kit, KitSection

DATA = {
    "id": "application-security",
    "version": 2,
    "name": "Application security",
    "role": "Application Security Engineer",
    "scale": ["Not yet", "Developing", "Solid", "Strong"],
    "sections": [
        {
            "id": "web",
            "title": "Web application security",
            "minutes": 15,
            "questions": ["How does a nonce help?"],
            "behaviours": ["one", "two", "three", "four"],
            "skills": ["xss", "csp"],
            "good": "Names the context first.",
            "next_step": "Write one policy.",
        },
        {
            "id": "code",
            "title": "Code",
            "minutes": 20,
            "questions": [],
            "behaviours": ["a", "b", "c", "d"],
            "skills": [],
        },
    ],
}


def test_a_kit_is_read_and_written_again():
    kit = read_kit(DATA)
    assert isinstance(kit, Kit)
    assert kit.sections[0] == KitSection(
        "web",
        "Web application security",
        15,
        ("How does a nonce help?",),
        ("one", "two", "three", "four"),
        ("xss", "csp"),
        "Names the context first.",
        "Write one policy.",
    )
    assert read_kit(json.loads(json.dumps(write_kit(kit)))) == kit


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("id",), "application security", "x.json: id: "),
        (("id",), "", "x.json: id: "),
        (("version",), 0, "x.json: version: "),
        (("version",), True, "x.json: version: "),
        (("name",), None, "x.json: name: "),
        (("scale",), ["one"], "x.json: scale: "),
        (("scale",), ["one", "one"], "x.json: scale: "),
        (("scale",), "one", "x.json: scale: "),
        (("sections",), [], "x.json: sections: "),
        (("sections",), ["web"], "x.json: sections[1]: "),
        (("sections", 0, "minutes"), 1.5, "x.json: sections[1].minutes: "),
        (("sections", 0, "behaviours"), ["one"], "x.json: sections[1].behaviours: "),
        (("sections", 0, "questions"), [""], "x.json: sections[1].questions[1]: "),
        (("sections", 0, "skills"), ["XSS"], "x.json: sections[1].skills: "),
        (("sections", 1, "id"), "web", "x.json: sections[2].id: "),
        (("sections", 1, "title"), "web application Security", "x.json: sections[2].title: "),
        (("sections", 1, "colour"), "red", "x.json: sections[2]: "),
        (("colour",), "red", "x.json: "),
    ],
)
def test_a_mistake_is_named_with_its_place(path, value, place):
    data = copy.deepcopy(DATA)
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(BadInput) as trouble:
        read_kit(data, "x.json")
    assert str(trouble.value).startswith(place)


@pytest.mark.parametrize("field", ["id", "scale", "sections"])
def test_a_missing_field_is_named(field):
    data = {key: value for key, value in DATA.items() if key != field}
    with pytest.raises(BadInput, match=f"the field {field} is missing"):
        read_kit(data)


def test_every_shipped_kit_is_sound():
    for kit_id, kit in shipped_kits().items():
        assert kit.id == kit_id
        assert read_kit(write_kit(kit)) == kit

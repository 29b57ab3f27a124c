"""The work roles of the NICE framework, version 2: what the ids that kits and skills carry are called.

The file is `assets/nice.json`: `source`, which says whose list it is, and `work_roles` (id to name). An id says the
category and a number, as `PD-WRL-003` in Protection and Defense. It holds the whole list, not only the roles that
the shipped kits are for, so that a kit of one's own may name any of them.

NICE describes cyber security work: a kit for other work is mapped to a role that truly is that work, as a software
engineer's is to Secure Software Development, or to none, as an engineering manager's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from feedback_desk.errors import BadInput
from feedback_desk.paths import bundled

_ID = re.compile("(OG|DD|IO|PD|IN)-WRL-[0-9]{3}")


def work_roles() -> Mapping[str, str]:
    """The name of each work role by its id, in the framework's order; `BadInput` says what is wrong in the file."""
    file = bundled("assets", "nice.json")
    try:
        data = json.loads(file.read_bytes())
    except ValueError as error:
        raise BadInput(f"{file.name}: this is not JSON in UTF-8: {error}.") from error
    if not isinstance(data, dict) or data.keys() != {"source", "work_roles"}:
        raise BadInput(f"{file.name}: an object with the fields source and work_roles is needed.")
    roles = data["work_roles"]
    if not isinstance(roles, dict):
        raise BadInput(f"{file.name}: work_roles: an object with the name of each role is needed.")
    for role, name in roles.items():
        if not _ID.fullmatch(role):
            raise BadInput(f"{file.name}: work_roles: “{role}” is no id of a NICE work role.")
        if not isinstance(name, str) or not name or name != name.strip():
            raise BadInput(f"{file.name}: work_roles: {role}: a name without blanks around it is needed.")
    return roles

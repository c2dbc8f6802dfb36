"""Links between the project's own pages lead somewhere."""

import re

import pytest

from tests.house.tree import ROOT, project_files, read

PAGES = [str(path) for path in project_files() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    prose = re.sub(r"^```.*?^```", "", read(page), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose)
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]

    assert [target for target in local if not ((ROOT / page).parent / target).exists()] == []

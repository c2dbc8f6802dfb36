"""Files stay short, and hold nothing of the machine on which they were written."""

from tests.house.tree import project_files, python_files, read

LONGEST = 500
# Put together here, so that this file does not hold what it forbids.
MACHINE_WORDS = ["/" + folder + "/" for folder in ("tmp", "work", "root", "home")] + ["../" + "shared"]
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "data", "common", "misc"}


def test_python_files_have_one_job() -> None:
    lengths = {str(path): len(read(path).splitlines()) for path in python_files("advisor", "tests", "bench")}

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{path}:{number}: {word}"
        for path in project_files()
        for number, line in enumerate(read(path).splitlines(), start=1)
        for word in MACHINE_WORDS
        if word in line
    ]

    assert found == []


def test_module_names_say_what_is_inside() -> None:
    names = {part for path in python_files("advisor") for part in path.with_suffix("").parts}

    assert names & NAMES_THAT_SAY_NOTHING == set()

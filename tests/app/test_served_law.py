"""A server's legal base: opened once, and again once another was loaded."""

from datetime import date
from pathlib import Path

from app.legal import ServedLaw, legal_file
from app.settings import Settings
from domain.legal_base import Coverage
from storage.sqlite_legal_build import LegalBuild


def loaded(settings: Settings, until: date) -> None:
    """A base with one subject, put in the place of the one before as the importer does."""
    file = legal_file(settings)
    build = LegalBuild(file.with_name("making"))
    build.cover([Coverage(subject="sport", since=None, until=until, source="test", is_complete=True)])
    build.finish(file)


def test_the_shipped_facts_answer_until_a_base_is_loaded_then_each_new_one_does(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    law = ServedLaw(settings)
    first = law.current()
    assert first.coverage("loi") is not None
    assert law.current() is first
    for until in (date(2031, 1, 2), date(2031, 2, 3)):
        loaded(settings, until)
        covered = law.current().coverage("sport")
        assert covered is not None
        assert covered.until == until
        assert law.current().coverage("loi") is not None

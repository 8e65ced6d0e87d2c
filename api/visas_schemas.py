"""What ``/v1/visas`` takes, for OpenAPI and for checking what comes in; what it gives is in ``docs/schemas``."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.draft_input import FIRST_YEAR, LAST_YEAR
from ingest.draft_text import MOST_CHARACTERS

MOST_KEYS = 200

Day = Annotated[date, Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=MOST_CHARACTERS)


class VisaCheckIn(_In):
    """A draft to check."""

    text: str = Field(description=f"Le projet, {MOST_CHARACTERS} caractères au plus")
    date: Day | None = Field(default=None, description="Jour de la séance ; aujourd’hui par défaut")
    subject: str = Field(default="", description="Objet ; lu dans le projet par défaut")
    model_date: Day | None = Field(default=None, description="Jour de la délibération qui a servi de modèle")


class VisaExtractIn(_In):
    """A text whose references are wanted."""

    text: str


class VisaResolveIn(_In):
    """Articles and texts to find on a day, by their keys (docs/legal-keys.md)."""

    keys: list[str] = Field(min_length=1, max_length=MOST_KEYS)
    date: Day | None = Field(default=None, description="Aujourd’hui par défaut")
    about: str = Field(default="", description="Objet, pour un numéro qui a servi deux fois")
    model_date: Day | None = None

"""A row as the measures get it, changed where a test needs it."""

from dataclasses import replace

from eval.judged_rows import JudgedRow

ROW = JudgedRow(
    id="T1",
    kind="fact",
    question="À quelle heure ferme la piscine ?",
    response="La piscine ferme à 19 h 30 du lundi au vendredi.",
    reference="La piscine ferme à 19 h 30 du lundi au vendredi.",
    retrieved_contexts=("La piscine ferme à 19 h 30 du lundi au vendredi. Elle est chauffée.", "Le gymnase est fermé."),
    reference_contexts=("La piscine ferme à 19 h 30 du lundi au vendredi. Elle est chauffée.",),
    retrieved_ids=("T1:right", "site/gymnase.html#"),
    reference_ids=("T1:right",),
    quotations=("La piscine ferme à 19 h 30 du lundi au vendredi.",),
)
UNANSWERABLE = replace(ROW, id="T2", reference="", reference_contexts=(), reference_ids=(), response="", quotations=())

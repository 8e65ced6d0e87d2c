"""The fictional commune of Montreval-sur-Cisse: documents, profile and questions to try everything on.

All of it is written for this product and belongs to nobody: see ``README.md``. Nothing is read at import;
the names below are paths. Rebuilding the documents is ``python -m corpus.build_documents`` (extra ``dev``).
"""

from pathlib import Path

CORPUS_FOLDER: Path = Path(__file__).resolve().parent
SAMPLE_PROFILE: Path = CORPUS_FOLDER / "commune.toml"
SAMPLE_DOCUMENTS: Path = CORPUS_FOLDER / "documents"
SAMPLE_MANIFEST: Path = CORPUS_FOLDER / "manifest.toml"
SAMPLE_QUESTIONS: Path = CORPUS_FOLDER / "questions.jsonl"
SPOILED_PASSWORD: str = "montreval"  # noqa: S105  # in the open: it only makes one document that nobody reads

"""A model of a few word pieces, trained on invented French in a moment."""

from pathlib import Path

import numpy as np

from models.static_embedding import write_model
from models.tokenizers_wordpiece import WordPieces, count_words
from models.training.vocabulary import vocabulary

TEXTS = [
    "La cantine sert un repas chaud aux enfants de l'école.",
    "Le restaurant scolaire prépare le déjeuner des élèves.",
    "La déchèterie reçoit les gravats et les encombrants.",
    "Le cimetière ferme ses portes à dix-huit heures.",
] * 3


def small_model(folder: Path, dimensions: int = 8) -> WordPieces:
    """Write a model of random vectors, the same each time, and give back its word pieces."""
    pieces = WordPieces.of(vocabulary(count_words(TEXTS), size=300))
    vectors = np.random.default_rng(0).standard_normal((len(pieces), dimensions)).astype(np.float32)
    vectors[:2] = 0
    write_model(folder, vectors, pieces)
    return pieces

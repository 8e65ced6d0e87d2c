"""Whom to turn to: the service of the commune whose words are nearest to the question."""

from domain.profile import CommuneProfile, Service
from french.analyser import stems


def service_for(question: str, profile: CommuneProfile) -> Service:
    """The service that shares most words with ``question``; the main one when none shares any.

    A service's name and aliases count alike; the alias that matches on most words wins, the first service on a tie.
    """
    asked = set(stems(question))
    best, best_score = profile.main_service, 0.0
    for service in profile.services:
        score = max((_share(asked, name) for name in (service.name, *service.aliases)), default=0.0)
        if score > best_score:
            best, best_score = service, score
    return best


def _share(asked: set[str], name: str) -> float:
    """Words in common, less the words of the name that were not said: « salle » beats « salle de sport »."""
    words = set(stems(name))
    common = len(words & asked)
    return common - 0.25 * (len(words) - common) if common else 0.0

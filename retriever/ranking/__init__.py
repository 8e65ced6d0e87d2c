"""Passages found, ordered as an agent who knows the commune's acts would: what decides and what applies first."""

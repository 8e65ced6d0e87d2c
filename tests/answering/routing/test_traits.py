from answering.routing.heard import heard
from answering.routing.traits import BUCKETS, traits


def likeness(one: str, other: str) -> float:
    first, second = traits(heard(one)), traits(heard(other))
    return sum(weight * second.get(bucket, 0.0) for bucket, weight in first.items())


def test_traits_are_buckets_whose_squares_add_up_to_one() -> None:
    found = traits(heard("j'ai mal, viens vite"))
    assert abs(sum(weight * weight for weight in found.values()) - 1) < 1e-9
    assert all(0 <= bucket < BUCKETS for bucket in found)


def test_a_misspelt_message_is_nearer_to_what_was_meant_than_another_is() -> None:
    assert likeness("il m'étrangle", "il metrangl") > likeness("il m'étrangle", "il mange")


def test_the_order_of_words_counts() -> None:
    assert likeness("mon mari me frappe", "je frappe mon mari") < 0.95


def test_an_empty_message_has_traits_too() -> None:
    assert traits(heard(""))

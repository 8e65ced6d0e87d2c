import threading

from argon2 import extract_parameters

from storage.argon2_passwords import Argon2Passwords


def test_the_hash_has_the_chosen_cost() -> None:
    cost = extract_parameters(Argon2Passwords().hash("trois canards sous la pluie"))
    assert (cost.type.name, cost.memory_cost, cost.time_cost, cost.parallelism) == ("ID", 19_456, 2, 1)


def test_two_hashes_of_one_password_differ_and_both_hold() -> None:
    passwords = Argon2Passwords()
    one, two = passwords.hash("trois canards"), passwords.hash("trois canards")
    assert one != two
    assert passwords.is_right("trois canards", one)
    assert passwords.is_right("trois canards", two)
    assert not passwords.is_right("quatre canards", one)


def test_nothing_is_right_without_a_hash_or_with_a_damaged_one() -> None:
    passwords = Argon2Passwords()
    assert not passwords.is_right("", None)
    assert not passwords.is_right("trois canards", "")
    assert not passwords.is_right("trois canards", "$argon2id$v=19$m=19456,t=2,p=1$damaged")


def test_many_at_once_are_all_answered() -> None:
    passwords = Argon2Passwords()
    kept = passwords.hash("trois canards")
    right: list[bool] = []
    threads = [
        threading.Thread(target=lambda: right.append(passwords.is_right("trois canards", kept))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 4

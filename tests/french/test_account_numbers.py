import pytest

from french.account_numbers import cards_in, ibans_in, nirs_in, ribs_in


def _iban(bank: str) -> str:
    """A French IBAN of invented figures whose key is right."""
    account = f"{bank}00794123456789018"
    account += "5" if len(account) == 22 else ""
    account = account[:23].ljust(23, "0")
    key = 98 - int("".join(str(int(c, 36)) for c in f"{account}FR00")) % 97
    return f"FR{key:02}{account}"


def test_an_iban_counts_only_with_its_key() -> None:
    iban = _iban("14505")
    spaced = " ".join(iban[i : i + 4] for i in range(0, 27, 4))
    assert [bank for _, _, bank in ibans_in(f"IBAN : {iban}.")] == ["14505"]
    assert [bank for _, _, bank in ibans_in(f"IBAN {spaced}")] == ["14505"]
    wrong = iban[:-1] + str((int(iban[-1]) + 1) % 10)
    assert ibans_in(f"IBAN : {wrong}.") == []


def test_a_rib_counts_only_with_its_key() -> None:
    bank, branch, account = 14505, 794, 12345678901
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    assert [b for _, _, b in ribs_in(f"RIB {bank} {branch:05} {account:011} {key:02}")] == ["14505"]
    assert ribs_in(f"RIB {bank} {branch:05} {account:011} {(key + 1) % 97:02}") == []


@pytest.mark.parametrize("first", ["1850541006084", "2650699123456", "2850920A04321"[:13].replace("20A", "2A0")])
def test_a_social_security_number_counts_only_with_its_key(first: str) -> None:
    value = int(first.replace("2A", "19"))
    key = 97 - value % 97
    spaced = f"{first[0]} {first[1:3]} {first[3:5]} {first[5:7]} {first[7:10]} {first[10:13]} {key:02}"
    assert len(nirs_in(f"n° {spaced} ;")) == 1
    assert nirs_in(f"n° {spaced[:-2]}{(key % 97) + 1:02} ;") == []


def test_other_long_figures_pass() -> None:
    assert nirs_in("SIRET 216 004 919 00015, tél. 02 61 91 04 00, 1 250 000 €") == []
    assert ribs_in("Lots 12345 67890 du marché") == []
    assert ibans_in("Réf. AB12CDEF3456GHIJ7890") == []


@pytest.mark.parametrize("written", ["4970000000000008", "4970 0000 0000 0008", "4970-0000-0000-0008"])
def test_a_card_counts_only_with_its_last_figure(written: str) -> None:
    assert cards_in(f"carte {written}.") == [(6, 6 + len(written))]
    wrong = written[:-1] + str((int(written[-1]) + 1) % 10)
    assert cards_in(f"carte {wrong}.") == []


def test_a_siret_is_no_card() -> None:
    assert cards_in("SIRET 21419990100015") == []

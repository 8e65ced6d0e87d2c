"""Each verb on a real installation: its JSON keeps its schema, its failures say what to do."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.commands.account import REFUSALS
from handoff.accounts import LINK_VALID_S, InvitationProblem
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]


def valid(name: str, text: str) -> dict[str, object]:
    value: dict[str, object] = json.loads(text)
    Draft202012Validator(schema(name)).validate(value)
    return value


def test_ask_answers_with_the_sentence_its_document_and_nothing_internal(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("ask", "combien coûte la cantine", "--data", str(data), "--json")
    answer = valid("answer", out)
    assert code == 0
    assert answer["status"] == "answered"
    assert "4,15 €" in str(answer["sentences"])
    assert "11,80" not in out
    assert "interne/note.md" not in out


def test_ask_prints_the_answer_for_people(parvis: Parvis, data: Path) -> None:
    _, out, _ = parvis("ask", "quand ramasse-t-on les bacs jaunes", "--data", str(data))
    assert "jeudi matin" in out
    assert "site/dechets.html" in out


def test_a_follow_up_keeps_its_subject(parvis: Parvis, data: Path) -> None:
    _, out, _ = parvis(
        "ask", "et l'inscription ?", "--after", "combien coûte la cantine", "--data", str(data), "--json"
    )
    answer = valid("answer", out)
    assert "avant le 15 juin" in str(answer["sentences"])


def asked(parvis: Parvis, data: Path, question: str, *more: str) -> dict[str, object]:
    _, out, _ = parvis("ask", question, *more, "--data", str(data), "--json")
    return valid("answer", out)


def test_a_misspelt_question_is_answered_as_the_right_one_and_the_page_says_how_it_was_read(
    parvis: Parvis, data: Path
) -> None:
    right = asked(parvis, data, "combien coûte le repas de la cantine")
    typed = asked(parvis, data, "combien coûte le rpeas de la cantnie")
    assert right["status"] == "answered"
    assert typed["understood_as"] == "combien coûte le repas de la cantine"
    assert right["understood_as"] is None
    for part in ("status", "message", "sentences", "service"):
        assert typed[part] == right[part], part
    assert "rpeas" in str(typed["question"])


def test_a_question_as_text_messages_are_written_is_answered(parvis: Parvis, data: Path) -> None:
    right = asked(parvis, data, "quand sont ramassés les bacs jaunes")
    typed = asked(parvis, data, "kan sont ramasés les bacs jone")
    assert right["sentences"]
    assert typed["sentences"] == right["sentences"]


def test_a_correction_of_the_history_holds_for_what_follows(parvis: Parvis, data: Path) -> None:
    typed = asked(parvis, data, "et l'inscriptoin ?", "--after", "combien coute la catnine")
    assert typed["understood_as"] == "combien coute la cantine et l'inscription ?"
    assert "avant le 15 juin" in str(typed["sentences"])


def test_search_explains_its_scores(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("search", "cantine zzyx", "--data", str(data), "--json")
    found = valid("search", out)
    assert code == 0
    assert len(found["unknown_stems"]) == 1  # type: ignore[arg-type]
    explained: dict[str, Any] = found["explanation"]  # type: ignore[assignment]
    assert sum(explained["shares"].values()) == pytest.approx(1.0, abs=1e-5)
    best = next(iter(explained["passages"].values()))
    whole = sum(explained["shares"][arm] * share for arm, share in best["arms"].items())
    assert whole == pytest.approx(best["fused"], abs=1e-4)
    assert best["raw"]["words"] > 0
    assert 0 < best["raw"]["meaning"] == best["arms"]["meaning"] < 1
    assert list(explained["passages"]) == [hit["passage"] for hit in found["hits"]]  # type: ignore[attr-defined]


def test_search_tells_what_it_corrected_spelt_out_and_added(parvis: Parvis, data: Path) -> None:
    _, out, _ = parvis("search", "rdv pour la cantnie", "--data", str(data), "--json")
    explained: dict[str, Any] = valid("search", out)["explanation"]  # type: ignore[assignment]
    assert explained["corrections"] == {"cantnie": "cantine"}
    assert explained["abbreviations"] == {"rdv": "rendez-vous"}
    assert "restaur scolair" in explained["expansions"]["cantin"]
    _, shown, _ = parvis("search", "rdv pour la cantnie", "--explain", "--data", str(data))
    for told in ("cantnie → cantine", "rdv → rendez-vous", "also called: cantin", "weights: words", "fused"):
        assert told in shown, told
    assert "cantine.md" in shown
    _, plain, _ = parvis("search", "cantine", "--data", str(data))
    assert "fused" not in plain
    assert "cantine.md" in plain


def test_search_gives_the_order_of_answers_and_says_what_made_it(parvis: Parvis, data: Path) -> None:
    text = "combien coûte le repas de la cantine"
    _, out, _ = parvis("search", text, "--data", str(data), "--json")
    hits = valid("search", out)["hits"]
    _, given, _ = parvis("ask", text, "--data", str(data), "--json")
    considered = json.loads(given)["considered"]
    assert isinstance(hits, list)
    assert [hit["passage"] for hit in hits] == [one["passage"] for one in considered]
    assert [hit["score"] for hit in hits] == [pytest.approx(one["score"], abs=1e-5) for one in considered]
    assert all(hit["boosts"]["sentences"] > 0 and hit["likeness"] > 0 for hit in hits)
    _, few, _ = parvis("search", text, "--limit", "1", "--data", str(data), "--json")
    assert valid("search", few)["hits"] == hits[:1]


@pytest.mark.parametrize("more", [[], ["--limit", "200"], ["--explain"], ["--json"]])
def test_search_has_no_way_to_what_is_internal_or_another_commune_s(
    parvis: Parvis, data: Path, more: list[str]
) -> None:
    code, out, _ = parvis("search", "coût de revient du repas, note interne", *more, "--data", str(data))
    assert code == 0
    assert "11,80" not in out
    assert "interne/note.md" not in out
    code, out, problem = parvis("search", "repas", *more, "--commune", "autre-ville", "--data", str(data))
    assert code != 0
    assert out == ""
    assert "autre-ville" in problem
    for option in ("--visibility", "--scope", "--internal"):
        code, out, _ = parvis("search", "repas", option, "interne", "--data", str(data))
        assert (code, out) == (2, "")


def test_answer_writes_a_line_for_each_question_in_order(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    rows = [
        {"id": "a", "question": "prix de la cantine", "commune": "Valmoret", "date": "2026-10-01"},
        {"id": "b", "question": "bonjour"},
        {"id": "c", "question": "la cantine ?", "history": ["date limite d'inscription"]},
    ]
    questions.write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    target = tmp_path / "a.jsonl"
    code, out, _ = parvis("answer", str(questions), "--out", str(target), "--data", str(data), "--json")
    valid("answer-run", out)
    lines = [valid("answer-line", line) for line in target.read_text("utf-8").splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert str(lines[0]["asked_at"]).startswith("2026-10-01")
    assert lines[1]["status"] == "small_talk"


def test_status_counts_add_up_and_indexes_are_up_to_date(parvis: Parvis, data: Path) -> None:
    _, out, _ = parvis("status", "--data", str(data), "--json")
    commune = valid("status", out)["communes"][0]  # type: ignore[index]
    assert sum(commune["files"].values()) == 4
    assert commune["files"] == {"indexed": 3, "duplicate_of": 0, "waiting": 0, "rejected": 1}
    assert all(of["up_to_date"] for of in commune["index"].values())
    _, shown, _ = parvis("status", "--data", str(data))
    assert "Valmoret" in shown


def test_account_add_prints_a_one_time_link(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("account", "add", "agent@valmoret.example", "--data", str(data), "--json")
    assert code == 0
    invited = valid("account", out)
    assert "/console/bienvenue/" in str(invited["link"])
    assert (invited["email"], invited["valid_s"]) == ("agent@valmoret.example", LINK_VALID_S)
    _, shown, _ = parvis("account", "add", "agent@valmoret.example", "--data", str(data))
    assert "agent@valmoret.example, valid 7 days" in shown


def test_why_nobody_was_invited_is_said() -> None:
    assert set(REFUSALS) == set(InvitationProblem)


def test_doctor_names_what_is_optional(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("doctor", "--data", str(data), "--json")
    report = valid("doctor", out)
    assert code == 0
    assert {"tesseract", "neural"} <= {tool["name"] for tool in report["optional"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("ingest", "no-such-folder", "--commune", "valmoret"), 2, "no such folder"),
        (("ask", "cantine", "--commune", "atlantide"), 2, "known: valmoret"),
        (("answer", "no-such-file.jsonl", "--out", "x.jsonl"), 2, "cannot be read"),
        (("account", "add", "not-an-address"), 2, "not an e-mail"),
        (("account", "add", "a@valmoret.example", "--name", " "), 2, "give --name"),
        (("account", "add", "a@valmoret.example", "--name", "n" * 201), 2, "too long"),
        (("ask",), 2, "question"),
        (("fly",), 2, "fly"),
    ],
)
def test_a_failure_is_one_clear_sentence_and_a_code(
    parvis: Parvis, data: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    got, out, err = parvis(*arguments, *(() if len(arguments) == 1 else ("--data", str(data))))
    assert got == code
    assert told.lower() in err.lower()
    assert err.count("\n") == 1
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    "line", ["{", '{"id": 3, "question": "x"}', '{"id": "a"}', '{"id": "a", "question": "x", "date": "hier"}']
)
def test_a_bad_line_of_questions_is_named_and_nothing_is_written(
    parvis: Parvis, data: Path, tmp_path: Path, line: str
) -> None:
    questions, target = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": "fine", "question": "x"}\n' + line, "utf-8")
    code, _, err = parvis("answer", str(questions), "--out", str(target), "--data", str(data))
    assert code == 2
    assert "q.jsonl:2" in err
    assert not target.exists()


def test_a_bad_setting_is_named(parvis: Parvis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_PORT", "http")
    code, _, err = parvis("status")
    assert code == 2
    assert "PARVIS_PORT='http'" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_data_folder_is_said(parvis: Parvis, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    code, _, err = parvis("status", "--data", str(closed))
    assert code == 1
    assert str(closed) in err


def test_the_register_is_written_for_a_siret_that_holds(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    minutes = tmp_path / "actes" / "pv.txt"
    minutes.parent.mkdir()
    minutes.write_text(
        "Procès-verbal du conseil municipal du 13 juin 2031\n\nD2031-12 - Objet : Vente du presbytère\n\n"
        "Le conseil municipal, après en avoir délibéré, à l’unanimité, VEND la maison.\n",
        "utf-8",
    )
    assert parvis("ingest", str(minutes.parent), "--commune", "valmoret", "--data", str(data))[0] == 0
    file = tmp_path / "deliberations.csv"
    code, _, err = parvis("register", "--out", str(file), "--data", str(data))
    assert (code, file.exists()) == (2, False)
    assert "--siret" in err
    code, out, _ = parvis("register", "--out", str(file), "--siret", "21419990100015", "--data", str(data))
    assert code == 0
    assert out.startswith("1 decisions of the conseil municipal")
    row = file.read_text("utf-8").splitlines()[1]
    assert row.startswith("Valmoret,21419990100015,D2031-12,2031-06-13,3.2,domaine et patrimoine/aliénations,Vente du")
    missing = tmp_path / "nowhere" / "x.csv"
    code, _, err = parvis("register", "--out", str(missing), "--siret", "21419990100015", "--data", str(data))
    assert (code, "choose another place" in err) == (2, True)


def test_a_command_s_own_code_reaches_the_shell(parvis: Parvis, tmp_path: Path) -> None:
    broken = tmp_path / "parvis.sqlite"
    broken.write_bytes(b"not a database" * 400)
    code, out, _ = parvis("doctor", "--data", str(tmp_path))
    assert "!! installation" in out
    assert code == 1


def test_the_limits_of_answers_that_the_settings_name_are_those_that_end_them(
    parvis: Parvis, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = tmp_path / "limits.toml"
    limits.write_text("bias = 0.0\n[weights]\n[limits]\nanswered = 1.0\npartial = 0.9\n", encoding="utf-8")
    assert asked(parvis, data, "combien coûte la cantine")["status"] == "answered"
    monkeypatch.setenv("PARVIS_ANSWER_LIMITS", str(limits))
    assert asked(parvis, data, "combien coûte la cantine")["status"] == "not_found"


def test_decisions_keeps_its_schema_and_says_what_a_filter_cannot_be(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("decisions", "--data", str(data), "--json")
    assert code == 0
    told = valid("decisions", out)
    assert told["found"] == told["in_register"]
    code, _, err = parvis("decisions", "--matter", "99", "--data", str(data))
    assert code == 2
    assert "--matter 99 : ce code de matière n’existe pas" in err
    code, _, err = parvis("decisions", "--kind", "poème", "--data", str(data))
    assert (code, "Choisissez parmi deliberation, " in err) == (2, True)


def test_decisions_refuses_a_file_that_is_no_table(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    code, _, err = parvis("decisions", "--out", str(tmp_path / "x.doc"), "--data", str(data))
    assert code == 2
    assert "un nom qui se termine par .csv ou .ods" in err
    table = tmp_path / "x.csv"
    assert parvis("decisions", "--out", str(table), "--data", str(data))[0] == 0
    assert "Date de la séance" in table.read_text(encoding="utf-8-sig")

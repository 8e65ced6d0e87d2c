import re

import pytest

from api.typography import tied
from tests.api.browser import Browser, Page, replaced
from tests.api.house import DANGER, DECIDES, MASKED, House
from tests.api.town import MONTREVAL, PRICE, RULES_ADDRESS, TARIFFS_LINK

FRAGMENT = {"x-parvis-fragment": "1"}


def ask(browser: Browser, question: str, **fields: str) -> Page:
    response = browser.post("/question", {"question": question} | fields)
    assert response.status_code == 200
    return Page(response.text)


def test_the_empty_page_says_that_a_machine_answers_and_suggests_questions(browser: Browser) -> None:
    page = Page(browser.get("/").text)
    assert "intelligence artificielle" in page.text
    assert ("question", "Quand sortir les poubelles jaunes ?") in {
        ("question", b["value"]) for b in page.all("button") if b.get("name") == "question"
    }


def test_an_answer_shows_its_words_its_sources_and_how_far_the_documents_go(browser: Browser) -> None:
    page = ask(browser, "Combien coûte un repas à la cantine ?")
    assert PRICE in page.text
    assert "Séance du 18 juin 2026 , page 2 sur 3" in page.text
    assert "Document d’avril 2026" in page.text
    assert "à jour au 18 novembre 2026" in page.text
    assert [a["data-ia"] for a in page.all("article")] == ["genere"]
    assert {r["href"] for r in page.all("a") if r.get("class") == "ref"} == {"#q1-s1", "#q1-s2", "#q1-s3"}
    assert {"q1-s1", "q1-s2", "q1-s3"} <= {item.get("id") for item in page.all("li")}


def test_many_sources_stand_by_document_and_those_after_the_fourth_are_folded(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Quelles pages en parlent ?"}).text
    _, _, column = html.partition('class="sources"')
    in_sight, _, folded = column.partition('<details class="others">')
    assert [item["id"] for item in Page(in_sight).all("li") if item.get("class") == "source"] == [
        "q1-s1", "q1-s2", "q1-s4", "q1-s5"
    ]  # fmt: skip
    assert in_sight.count("<h4>") == 1
    assert "Voir les autres sources (2)" in " ".join(Page(f"<details>{folded}").text.split())
    under = folded.partition("</details></section>")[0]
    assert [item["id"] for item in Page(under).all("li") if item.get("class") == "source"] == ["q1-s3", "q1-s6"]
    links = [a["href"] for a in Page(column).all("a") if a.get("class") == "open" and "passage=" in a["href"]]
    assert len(links) == 6, "each passage is opened at its own words"


def test_few_sources_are_not_folded(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    assert 'class="others"' not in html
    assert 'class="source' in html


def test_an_answer_from_a_scan_says_so_and_which_figure_to_check(browser: Browser) -> None:
    page = ask(browser, "Que dit le tarif numérisé ?")
    text = " ".join(page.text.replace("\u00a0", " ").split())
    assert "(à vérifier sur l’original : 3,85 €)" in text
    assert text.count("Texte lu automatiquement sur un document numérisé : vérifiez sur l’original.") == 1


def test_the_rule_is_framed_and_its_cases_are_a_list_under_their_own_heading(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Y a-t-il une dérogation ?"}).text
    page = Page(html)
    assert [s["class"] for s in page.all("section")][:2] == ["rule", "cases"]
    assert {s["aria-labelledby"] for s in page.all("section")} >= {"q1-p1 q1", "q1-p2 q1"}
    assert [h["id"] for h in page.all("h3") if h.get("id", "").startswith("q1-p")] == ["q1-p1", "q1-p2"]
    assert len([item for item in page.all("li") if item.get("class") == "case"]) == 2
    assert "Cas particuliers 2 cas" in " ".join(page.text.split())
    assert '<span class="when">Si l’enfant est absent</span>' in html
    transcript = next(f["value"] for f in page.all("input") if f.get("name") == "reponse")
    assert transcript.index("Règle générale") < transcript.index("Cas particuliers")


def test_a_question_back_is_buttons_that_work_without_a_script_under_the_cases(browser: Browser) -> None:
    page = ask(browser, "Combien pour une journée ?", history="Et la cantine ?")
    (chip,) = [b for b in page.all("button") if b.get("class") == "btn chip" and b.get("name") == "question"]
    assert (chip["name"], chip["value"]) == ("question", "Quel prix, quotient familial de 700 ?")
    assert [a["data-status"] for a in page.all("article")] == ["clarify"]
    assert PRICE in page.text
    assert "Pour une réponse plus courte, dites-nous :" in page.text


def test_two_documents_that_differ_are_side_by_side_with_their_names(browser: Browser) -> None:
    page = ask(browser, "Y a-t-il une contradiction ?")
    text = " ".join(page.text.replace("\u00a0", " ").split())
    assert "Ce que dit chaque document" in text
    assert len(page.all("blockquote")) >= 2
    assert next(s["class"] for s in page.all("section")) == "differ"
    assert "Règlement de la restauration scolaire" in text


def test_rows_become_a_table_and_items_a_list(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    assert '<th scope="col" role="columnheader">Quotient familial</th>' in html
    answer = Page(html.split('class="sources"')[0])
    assert len([row for row in answer.all("tr") if row.get("role") == "row"]) == 4
    assert "<li>livret de famille " in html


def test_a_source_of_the_site_is_opened_there_too(browser: Browser) -> None:
    page = ask(browser, "Combien coûte la cantine ?")
    (link,) = [a for a in page.all("a") if a["href"] == RULES_ADDRESS]
    assert link["rel"] == "noopener noreferrer"
    assert "Voir l’original sur montreval.example" in page.text


def test_a_source_leads_to_the_passage_and_marks_the_words(browser: Browser) -> None:
    page = ask(browser, "Combien coûte la cantine ?")
    source = next(a["href"] for a in page.all("a") if a.get("class") == "open")
    opened = browser.get(source.split("#")[0])
    assert f'<mark id="passage" tabindex="-1">{tied(PRICE)}</mark>' in opened.text
    assert source.endswith("#passage")
    assert 'id="passage"' in opened.text


def test_the_text_around_a_quotation_is_there_with_the_words_marked(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    assert html.count("Montrer le texte autour") == 3
    around = Page(html.split("Montrer le texte autour")[1].split("</details>")[0]).text
    assert "Le tarif dépend de la commune de résidence et du quotient familial" in around
    marked = re.search(r"<mark>([^<]+)</mark>", html.split("Montrer le texte autour")[1])
    assert marked is not None
    assert marked[1].replace("\u00a0", " ") == PRICE


def test_a_source_that_gives_its_own_address_leads_there_too(browser: Browser) -> None:
    page = ask(browser, "Combien coûte la cantine ?")
    leads = [a for a in page.all("a") if a["href"] == TARIFFS_LINK]
    assert [a["rel"] for a in leads] == ["external noopener noreferrer nofollow"]
    assert "Voir l’original sur actes.montreval.example" in page.text


def test_what_is_not_found_comes_with_a_person_and_today_s_hours(browser: Browser) -> None:
    page = ask(browser, "Y a-t-il un repas végétarien tous les jours ?")
    assert "Service scolaire" in page.text
    assert "02 61 91 04 12" in page.text
    assert "Vendredi (aujourd’hui)" in page.text
    assert "Ouvert maintenant, jusqu’à 17\u00a0h".replace("\u00a0", " ") in page.text
    assert "tel:0261910412" in {a["href"] for a in page.all("a")}


def test_after_closing_time_the_next_opening_is_named(house: House, browser: Browser) -> None:
    house.clock.advance(hours=4)
    assert "Ouvre lundi 23 novembre 2026 à 9 h" in ask(browser, "Y a-t-il un repas végétarien ?").text


def test_in_simpler_form_the_rule_stands_alone_and_its_cases_are_folded(browser: Browser) -> None:
    whole = ask(browser, "Y a-t-il une dérogation ?")
    html = browser.post("/question", dict(whole.fields("/question")) | {"simple": "1"}).text
    simpler = Page(html)
    assert [s["class"] for s in simpler.all("section")][:2] == ["rule", "cases"]
    assert "Il y a 2 cas particuliers : êtes-vous concerné ?</summary>" in html
    assert "Si l’enfant est absent" in simpler.text
    assert {a["aria-labelledby"] for a in simpler.all("article")} == {"q1s"}
    offered = [[b["value"] for b in page.all("button") if b.get("name") == "simple"] for page in (whole, simpler)]
    assert offered == [["1"], []]


def test_what_also_answers_is_left_out_in_simpler_form_and_nothing_is_offered_that_changes_nothing(
    browser: Browser,
) -> None:
    question = "Combien coûte la cantine ?"
    whole, simpler = ask(browser, question), ask(browser, question, simple="1")
    assert len(whole.all("tr")) > 0
    assert PRICE in simpler.text
    assert len(simpler.text) < len(whole.text)
    sources = [{li["id"] for li in page.all("li") if "source" in li.get("class", "")} for page in (whole, simpler)]
    assert len(sources[1]) < len(sources[0])
    assert "Plus simple" not in ask(browser, "Y a-t-il un repas végétarien tous les jours ?").text


def test_the_conversation_goes_on_without_a_script(house: House, browser: Browser) -> None:
    first = ask(browser, "Combien coûte un repas à la cantine ?")
    second = browser.post(
        "/question", replaced(first.fields("/question", form="composer"), question="et pour les enfants ?")
    )
    assert house.assistant.asked[-1].history == ("Combien coûte un repas à la cantine ?",)
    page = Page(second.text)
    assert "Comprise ainsi" in page.text
    assert "Vous avez déjà demandé" in page.text
    assert [v for n, v in page.fields("/question", form="composer") if n == "history"] == [
        "Combien coûte un repas à la cantine ?",
        "et pour les enfants ?",
    ]


def test_a_script_receives_the_sheet_alone(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Combien coûte la cantine ?"}, headers=FRAGMENT).text
    assert html.lstrip().startswith("<article")
    assert "<html" not in html


def test_a_script_receives_the_form_alone_when_the_question_is_refused(browser: Browser) -> None:
    response = browser.post("/question", {"question": ""}, headers=FRAGMENT)
    assert response.status_code == 422
    assert response.text.lstrip().startswith("<form")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "écrivez votre question."),
        ("   ", "écrivez votre question."),
        ("x" * 2_001, "2000 caractères au plus"),
        ("é" * 40_000, "2000 caractères au plus"),
        ("\x00\x01\x02\x03", "nous ne reconnaissons aucun mot"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused_beside_its_field(
    house: House, browser: Browser, question: str, message: str
) -> None:
    response = browser.post("/question", {"question": question})
    page = Page(response.text)
    assert response.status_code == 422
    assert message in page.text.replace("\u00a0", " ")
    (field,) = page.all("textarea")
    assert "qe" in field["aria-describedby"].split()
    assert field["aria-invalid"] == "true"
    assert house.assistant.asked == []


def test_a_hundred_thousand_characters_are_refused_in_french(browser: Browser) -> None:
    response = browser.post("/question", {"question": "a" * 100_000})
    assert response.status_code == 422
    assert "trop longue" in response.text


def test_bytes_that_are_no_text_are_refused(browser: Browser) -> None:
    response = browser.send(
        "POST",
        "/question",
        content=b"question=%ff%fe%00%80",
        headers={"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"},
    )
    assert response.status_code == 422
    assert "aucun mot" in response.text


def test_markup_in_a_question_stays_text(browser: Browser) -> None:
    attack = '"><img src=x onerror=alert(1)><script>alert(2)</script> cantine'
    html = browser.post("/question", [("question", attack), ("history", attack)]).text
    assert "<img" not in html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(2)" in html


def test_markup_in_an_answer_stays_text(house: House, browser: Browser) -> None:
    html = browser.post("/question", {"question": "<b>gras</b> inconnu"}).text
    assert "<b>gras" not in html
    assert "&lt;b&gt;gras&lt;/b&gt; inconnu" in html


def test_when_the_assistant_is_broken_the_page_says_so_and_the_hand_off_works(browser: Browser) -> None:
    page = ask(browser, "Est-ce en panne ?")
    assert [a["data-status"] for a in page.all("article")] == ["unavailable"]
    assert "02 61 91 04 00" in page.text
    form = Page(browser.post("/demande", page.fields("/demande")).text)
    sent = browser.post("/demande", replaced(form.fields("/demande"), message="Rappelez-moi."))
    assert sent.status_code == 303


def test_another_commune_has_its_own_pages(browser: Browser) -> None:
    page = Page(browser.get("/c/saint-oyen-la-riviere/").text)
    assert "Saint-Oyen-la-Rivière" in page.text
    assert {form.action for form in page.forms} == {"/c/saint-oyen-la-riviere/question"}
    answered = Page(browser.post("/c/saint-oyen-la-riviere/question", {"question": "inconnu"}).text)
    assert "41990 Saint-Oyen-la-Rivière" in answered.text


def test_an_unknown_commune_is_a_french_404(browser: Browser) -> None:
    response = browser.get("/c/nulle-part/")
    assert response.status_code == 404
    assert "Page introuvable" in response.text


def test_without_a_default_commune_the_bare_address_is_a_404_and_no_failure(house: House, browser: Browser) -> None:
    house.communes.first = None
    assert browser.get("/").status_code == 404
    assert browser.get(f"/c/{MONTREVAL}/").status_code == 200


def test_in_the_widget_s_frame_the_page_is_compact_and_stays_so(browser: Browser) -> None:
    page = Page(browser.get("/?cadre=1").text)
    assert page.all("body")[0]["class"] == "framed"
    assert not page.all("header")
    answered = Page(browser.post("/question", replaced(page.fields("/question"), question="la cantine ?")).text)
    assert answered.all("body")[0]["class"] == "framed"
    assert {a["target"] for a in answered.all("a") if a.get("class") == "open"} == {"_blank"}


def test_only_the_last_questions_of_a_long_conversation_are_kept(house: House, browser: Browser) -> None:
    fields = [("history", f"question {n}") for n in range(40)]
    browser.post("/question", [*fields, ("question", "cantine")])
    assert len(house.assistant.asked[-1].history) == 20
    assert house.assistant.asked[-1].history[-1] == "question 39"


def test_a_former_answer_s_address_leads_back_to_the_empty_page(browser: Browser) -> None:
    response = browser.get("/question")
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_commune_that_gave_only_its_name_has_working_pages(browser: Browser) -> None:
    base = "/c/le-breuil"
    subjects = ("reponses", "donnees", "accessibilite")
    for path in ("/", "/demande", "/demo", "/couleurs.css", *(f"/acces/{subject}" for subject in subjects)):
        assert browser.get(f"{base}{path}").status_code == 200
    for question in ("une question sans réponse", "en panne ?"):
        answered = browser.post(f"{base}/question", {"question": question})
        assert "Mairie du Breuil" in answered.text
    form = Page(browser.post(f"{base}/demande", Page(answered.text).fields(f"{base}/demande")).text)
    sent = browser.post(f"{base}/demande", replaced(form.fields(f"{base}/demande"), message="Bonjour"))
    assert "Votre demande est enregistrée" in browser.get(sent.headers["location"]).text
    assert browser.get(f"{base}/rien").status_code == 404


def test_what_is_out_of_scope_names_no_service_but_leaves_the_door_open(house: House, browser: Browser) -> None:
    page = ask(browser, "une recette de tarte")
    assert [a["data-status"] for a in page.all("article")] == ["out_of_scope"]
    assert not [d for d in page.all("div") if "person" in d.get("class", "").split()]
    assert "/demande" in {form.action for form in page.forms}


def test_an_emergency_shows_its_numbers_as_links_to_call_before_all_the_rest(browser: Browser) -> None:
    page = ask(browser, "mon mari me frappe, et le prix de la cantine ?")
    assert [a["data-status"] for a in page.all("article")] == ["emergency"]
    calls = [a["href"] for a in page.all("a") if a.get("class") == "tel"]
    assert calls[:3] == ["tel:17", "tel:3919", "sms:114"]
    order = [page.text.index(words) for words in (DANGER, "Appeler, Police et gendarmerie : 17", PRICE)]
    assert order == sorted(order)
    assert "la mairie fait foi" not in page.text
    assert "vous a-t-elle aidé" not in page.text


def test_an_emergency_without_documents_is_whole(browser: Browser) -> None:
    page = ask(browser, "mon mari me frappe")
    assert page.text.count(DANGER) == 1
    assert "arretonslesviolences.gouv.fr" in page.text


def test_what_another_authority_decides_is_told_after_what_the_documents_say(browser: Browser) -> None:
    page = ask(browser, "le rsa")
    assert page.text.index(DECIDES) < page.text.index(PRICE) < page.text.index("Conseil départemental")
    (link,) = [a for a in page.all("a") if a["href"] == "https://lannuaire.service-public.fr"]
    assert link["rel"] == "external noopener noreferrer"


def test_what_was_masked_is_told_and_never_sent_back(browser: Browser) -> None:
    html = browser.post("/question", {"question": "je suis Cindy Morel, mon mari me frappe"}).text
    assert MASKED in html
    assert "[nom]" in html
    assert "Cindy" not in html


def test_the_transcript_that_goes_to_a_person_has_numbers_and_notices(browser: Browser) -> None:
    page = ask(browser, "je suis Cindy Morel, mon mari me frappe")
    told = dict(next(form.fields for form in page.forms if form.action.endswith("/demande")))["reponse"]
    assert MASKED in told
    assert "Police et gendarmerie : 17" in told
    assert "3919, violences femmes info : 3919 (https://arretonslesviolences.gouv.fr)" in told

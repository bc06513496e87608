"""What an event says of a victim: only what it named, told apart from null."""

import copy
from datetime import date

import pytest

from portal.domain.chain_events import ReportRecorded, VictimUpdated
from portal.domain.victims import (
    Address,
    Communication,
    DayPart,
    GivenPhone,
    Relation,
    Representative,
    RepresentativeRole,
    VictimKind,
)
from portal.integrations.cloud_events import read_event
from portal.integrations.strict_json import UnableToReadEventError
from tests.wire_examples import VICTIM, example, to_line

UPDATED = "nl.slachtofferhulp.slachtoffer-bijgewerkt"
RECORDED = "nl.politie.aangifte-opgenomen"


def read_update(**fields):
    event = example(UPDATED)
    event["data"] = {"slachtofferId": "slo-1", **fields}
    data = read_event(to_line(event)).data
    assert isinstance(data, VictimUpdated)
    return data.facts


def read_report(*victims):
    event = example(RECORDED, slachtoffers=list(victims))
    data = read_event(to_line(event)).data
    assert isinstance(data, ReportRecorded)
    return data.victims


def test_an_update_holds_only_what_changed():
    assert dict(read_update().given) == {}
    facts = read_update(kwetsbaar=True, zelfdeAdres=None)
    assert dict(facts.given) == {"is_vulnerable": True, "same_address": None}


def test_a_whole_victim_is_read_in_our_own_words():
    [facts] = read_report(VICTIM)
    assert facts.victim_id == "slo-1"
    assert facts.unusable == ()
    assert dict(facts.given) == {
        "kind": VictimKind.PERSON,
        "given_names": "Anna",
        "infix": "de",
        "family_name": "Vries",
        "birth_date": date(1988, 5, 17),
        "bsn": "999990019",
        "phones": (
            GivenPhone(text="06-12345678"),
            GivenPhone(text="020-6123456", is_own=True, is_safe=None),
        ),
        "email_address": "anna@example.org",
        "address": Address(
            street="Biltstraat", house_number="12", postcode="3572BB", town="Utrecht"
        ),
        "may_post": True,
        "language": "nl",
        "needs_interpreter": False,
        "communication": Communication.CALL,
        "is_vulnerable": True,
        "plain_language": False,
        "is_deceased": False,
        "relation": Relation.EX_PARTNER,
        "same_address": None,
        "calling": True,
        "voicemail": False,
        "sms": None,
        "email": True,
        "post": True,
        "day_parts": (DayPart.MORNING, DayPart.EVENING),
        "wish_information": True,
        "wish_decision": False,
        "wish_hearing": None,
        "representatives": (
            Representative(
                name="mr. E. Postma",
                role=RepresentativeRole.LAWYER,
                may_view=True,
                may_act=True,
                phones=(GivenPhone(text="050-5550190"),),
                email_address="postma@example.org",
            ),
        ),
    }


def test_personal_data_stay_out_of_logs():
    [facts] = read_report(VICTIM)
    assert "999990019" not in repr(facts)


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("geboortedatum", "birth_date"),
        ("bsn", "bsn"),
        ("email", "email_address"),
        ("adres", "address"),
        ("briefadres", "domicile"),
        ("relatieMetVerdachte", "relation"),
    ],
)
def test_null_is_told_apart_from_absent(field, key):
    assert dict(read_update(**{field: None}).given) == {key: None}


@pytest.mark.parametrize("field", ["veiligContact", "wensen", "taal"])
def test_null_for_a_whole_group_says_nothing(field):
    assert dict(read_update(**{field: None}).given) == {}


@pytest.mark.parametrize("field", ["telefoonnummers", "vertegenwoordigers"])
def test_null_and_an_empty_list_are_both_nobody(field):
    [given] = read_update(**{field: None}).given.values()
    assert given == ()
    assert read_update(**{field: []}).given == read_update(**{field: None}).given


def test_one_no_changes_one_consent_only():
    given = read_update(veiligContact={"sms": False}).given
    assert dict(given) == {"sms": False}


def test_whether_post_may_go_stands_apart_from_the_address():
    assert dict(read_update(adres={"postMag": False}).given) == {"may_post": False}
    given = read_update(briefadres={"plaats": "Utrecht", "postMag": True}).given
    assert given["domicile"] == Address(town="Utrecht")
    assert given["domicile_may_post"] is True


def test_a_foreign_postcode_is_left_as_it_is():
    home = {"postcode": "2018", "plaats": "Antwerpen", "land": "be"}
    given = read_update(adres=home).given
    assert given["address"] == Address(postcode="2018", town="Antwerpen", country="BE")


def test_what_makes_no_sense_is_named_and_left_out():
    facts = read_update(bsn="123456789", email="geen", kvkNummer="12", taal="en")
    assert dict(facts.given) == {"language": "en"}
    assert facts.unusable == ("bsn", "company_number", "email_address")


@pytest.mark.parametrize(
    "typed",
    [
        "anna@example.org\r\nBcc: evil@example.com",
        "anna@example.org, evil@example.com",
        "Anna <anna@example.org>",
        "=?utf-8?q?evil?=@example.com",
        "anna@=?utf-8?q?evil?=.com",
    ],
)
def test_an_email_address_is_one_address_and_says_what_it_is(typed):
    facts = read_update(email=typed)
    assert facts.unusable == ("email_address",)


def test_an_email_address_of_a_representative_that_is_none_is_named():
    person = copy.deepcopy(VICTIM["vertegenwoordigers"][0]) | {"email": "geen"}
    facts = read_update(vertegenwoordigers=[person])
    assert facts.unusable == ("representatives",)
    assert facts.given["representatives"][0].email_address is None


def test_a_number_that_nobody_can_read_is_kept_as_typed():
    facts = read_update(telefoonnummers=["weet ik niet", "", "٠٦١٢٣٤٥٦٧٨"])
    texts = [phone.text for phone in facts.given["phones"]]
    assert texts == ["weet ik niet", "٠٦١٢٣٤٥٦٧٨"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Y\u0131lmaz 🌷", "Y\u0131lmaz 🌷"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("\u202eseirV\u202c", "seirV"),
        ("De\u200f \u2066Vries\u2069", "De Vries"),
        ("  De \n\t Vries\r\n", "De Vries"),
        ("Bcc:\r\nVries", "Bcc: Vries"),
        ("Rene\u0301", "Ren\u00e9"),
        ("\u0645\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f"),
    ],
)
def test_names_keep_their_letters_and_lose_what_misleads(typed, kept):
    assert read_update(achternaam=typed).given["family_name"] == kept


def test_a_text_keeps_its_lines():
    event = example(RECORDED, omschrijving="Een.\r\nTwee.\u202e\x07\tDrie.")
    assert read_event(to_line(event)).data.description == "Een.\nTwee.\tDrie."


def refused_path(**fields):
    with pytest.raises(UnableToReadEventError) as refused:
        read_update(**fields)
    return refused.value.path.removeprefix("data.")


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"soort": "mens"}, "soort"),
        ({"achternaam": ""}, "achternaam"),
        ({"achternaam": "\u202e"}, "achternaam"),
        ({"achternaam": "x" * 201}, "achternaam"),
        ({"achternaam": "\U0001d160" * 100}, "achternaam"),
        ({"tussenvoegsel": "x" * 51}, "tussenvoegsel"),
        ({"geboortedatum": "1988-02-30"}, "geboortedatum"),
        ({"bsn": 999990019}, "bsn"),
        ({"telefoonnummers": "06-12345678"}, "telefoonnummers"),
        ({"telefoonnummers": [612345678]}, "telefoonnummers[0]"),
        ({"telefoonnummers": ["x" * 201]}, "telefoonnummers[0]"),
        ({"telefoonnummers": [{"nummer": 6}]}, "telefoonnummers[0].nummer"),
        (
            {"telefoonnummers": [{"nummer": "6", "veilig": "ja"}]},
            "telefoonnummers[0].veilig",
        ),
        ({"adres": "Biltstraat 12"}, "adres"),
        ({"adres": {"huisnummer": 12}}, "adres.huisnummer"),
        ({"adres": {"land": "Nederland"}}, "adres.land"),
        ({"adres": {"postMag": "nee"}}, "adres.postMag"),
        ({"taal": "Nederlands!"}, "taal"),
        ({"communicatiewijze": "post"}, "communicatiewijze"),
        ({"kwetsbaar": "ja"}, "kwetsbaar"),
        ({"kwetsbaar": None}, "kwetsbaar"),
        ({"zelfdeAdres": 1}, "zelfdeAdres"),
        ({"relatieMetVerdachte": "buurman"}, "relatieMetVerdachte"),
        ({"veiligContact": []}, "veiligContact"),
        ({"veiligContact": {"sms": "nee"}}, "veiligContact.sms"),
        ({"veiligContact": {"dagdelen": ["nacht"]}}, "veiligContact.dagdelen[0]"),
        ({"wensen": {"excuus": 0}}, "wensen.excuus"),
        ({"vertegenwoordigers": [{}]}, "vertegenwoordigers[0].naam"),
        (
            {"vertegenwoordigers": [{"naam": "K", "rol": "oom"}]},
            "vertegenwoordigers[0].rol",
        ),
    ],
)
def test_a_wrong_field_is_refused_by_its_path(fields, path):
    assert refused_path(**fields) == path


def test_a_wrong_field_of_one_victim_is_found_in_the_list():
    wrong = copy.deepcopy(VICTIM) | {"slachtofferId": "slo-2", "geboortedatum": "x"}
    with pytest.raises(UnableToReadEventError) as refused:
        read_report(VICTIM, wrong)
    assert refused.value.path == "data.slachtoffers[1].geboortedatum"


@pytest.mark.parametrize("field", ["slachtofferId", "soort", "achternaam"])
def test_a_victim_in_a_report_has_a_kind_and_a_name(field):
    victim = {name: value for name, value in VICTIM.items() if name != field}
    with pytest.raises(UnableToReadEventError) as refused:
        read_report(victim)
    assert str(refused.value) == f"data.slachtoffers[0].{field}: Is missing."


def test_a_report_names_each_victim_once():
    with pytest.raises(UnableToReadEventError) as refused:
        read_report(VICTIM, VICTIM)
    assert refused.value.path == "data.slachtoffers[1].slachtofferId"

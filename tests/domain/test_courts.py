import pytest

from portal.domain.courts import (
    COURT_OF_DISTRICT,
    LOCATIONS,
    PARKETS,
    Court,
    competent_court,
    location_of,
)


@pytest.mark.parametrize(
    ("codes", "court"),
    [
        ("13 14 15 23", "Amsterdam"),
        ("05 06 07 08 16 17 18 19 21 96", "Arnhem-Leeuwarden"),
        ("09 10 11 22 71 81 82 83 84", "Den Haag"),
        ("01 02 03 04 12 20", "'s-Hertogenbosch"),
    ],
)
def test_each_office_has_the_court_above_it(codes, court):
    assert {competent_court(code) for code in codes.split()} == {court}


@pytest.mark.parametrize("parket", ["", "00", "24", "97", "1", "130", "xx"])
def test_an_unknown_office_has_no_court_and_no_location(parket):
    assert competent_court(parket) is None
    assert location_of(parket) is None


def test_the_office_that_only_executes_has_no_court():
    assert competent_court("99") is None


@pytest.mark.parametrize("parket", ["13", "71", "00"])
def test_force_by_the_police_goes_to_one_court_whoever_decided(parket):
    assert competent_court(parket, ["02", "09"]) is Court.ARNHEM_LEEUWARDEN


def test_other_grounds_leave_the_court_as_it_is():
    assert competent_court("13", ["02", "40"]) is Court.AMSTERDAM


def test_there_are_ten_locations_and_eleven_districts():
    assert len(LOCATIONS) == 10
    assert len(COURT_OF_DISTRICT) == 11
    assert {parket.location for parket in PARKETS.values()} == {*LOCATIONS, None}
    assert {parket.district for parket in PARKETS.values()} == {
        *COURT_OF_DISTRICT,
        None,
    }


@pytest.mark.parametrize(
    ("parket", "location"),
    [
        ("05", "Oost-Nederland"),
        ("08", "Oost-Nederland"),
        ("04", "Limburg"),
        ("12", "Zeeland-West-Brabant"),
        ("96", None),
    ],
)
def test_old_and_new_codes_lead_to_the_office_of_today(parket, location):
    assert location_of(parket) == location


def test_every_code_stands_under_itself_and_a_closed_office_is_named():
    assert all(code == parket.code for code, parket in PARKETS.items())
    assert PARKETS["04"].name == "Arrondissementsparket Limburg (eerder Roermond)"
    assert PARKETS["13"].name == "Arrondissementsparket Amsterdam"

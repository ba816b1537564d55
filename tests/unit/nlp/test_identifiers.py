"""What is proposed for hiding, and what only looks like it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.nlp.identifiers import (
    BRACKETS,
    PUBLIC_NUMBERS,
    IdentifierKind,
    Proposal,
    Reason,
    proposals,
)
from feedback.safeguarding import help_lines

HITS = [
    # e-mail
    ("write to jo.bloggs@example.com please", "email", "jo.bloggs@example.com"),
    ("Mail jo@example.co.uk. Thanks", "email", "jo@example.co.uk"),
    ("JO_B+news@Example.ORG", "email", "JO_B+news@Example.ORG"),
    ("it is jo @ example . com ok", "email", "jo @ example . com"),
    ("jo at gmail dot com", "email", "jo at gmail dot com"),
    ("jo(at)example(dot)org", "email", "jo(at)example(dot)org"),
    ("بريدي jo@example.com", "email", "jo@example.com"),
    # phone
    ("ring 07700 900123", "phone", "07700 900123"),
    ("ring 07700900123.", "phone", "07700900123"),
    ("0 7 7 0 0  9 0 0 1 2 3", "phone", "0 7 7 0 0  9 0 0 1 2 3"),
    ("077-0090-0123", "phone", "077-0090-0123"),
    ("+44 (0)7700 900 123", "phone", "+44 (0)7700 900 123"),
    ("0044 7700 900123", "phone", "0044 7700 900123"),
    ("(01387) 260 000 or email", "phone", "(01387) 260 000"),
    ("020 7946 0018", "phone", "020 7946 0018"),
    ("my number is 7700900123", "phone", "7700900123"),
    ("tel 01697 73555", "phone", "01697 73555"),
    ("07700 900123 2 times", "phone", "07700 900123"),
    ("call 999 or me on 07700 900 999", "phone", "07700 900 999"),
    ("Ring me on ٠٧٧٠٠ ٩٠٠١٢٣", "phone", "٠٧٧٠٠ ٩٠٠١٢٣"),
    ("میرا نمبر ۰۷۷۰۰۹۰۰۱۲۳ ہے", "phone", "۰۷۷۰۰۹۰۰۱۲۳"),
    ("ਮੇਰਾ ਨੰਬਰ ੦੭੭੦੦ ੯੦੦੧੨੩ ਹੈ", "phone", "੦੭੭੦੦ ੯੦੦੧੨੩"),
    ("07700\u00a0900\u200e123", "phone", "07700\u00a0900\u200e123"),
    ("+48 512 345 678", "phone", "+48 512 345 678"),
    # postcode
    ("I live near DG1 2AB.", "postcode", "DG1 2AB"),
    ("dg12ab", "postcode", "dg12ab"),
    ("SW1A 1AA", "postcode", "SW1A 1AA"),
    ("M1 1AE and", "postcode", "M1 1AE"),
    ("B33  8TH", "postcode", "B33  8TH"),
    ("w1a 0ax", "postcode", "w1a 0ax"),
    # NHS number (and CHI)
    ("NHS no 943 476 5919", "nhs_number", "943 476 5919"),
    ("9434765919", "nhs_number", "9434765919"),
    ("943-476-5919", "nhs_number", "943-476-5919"),
    ("٩٤٣ ٤٧٦ ٥٩١٩", "nhs_number", "٩٤٣ ٤٧٦ ٥٩١٩"),
    ("CHI 010185 1006", "nhs_number", "010185 1006"),
    # dates of birth
    ("I was born on 12/03/1985", "date_of_birth", "12/03/1985"),
    ("DOB: 12.3.85", "date_of_birth", "12.3.85"),
    ("d.o.b. 12 March 1985", "date_of_birth", "12 March 1985"),
    ("date of birth 1985-03-12", "date_of_birth", "1985-03-12"),
    ("dob 12031985", "date_of_birth", "12031985"),
    ("born 5 May 85 in Annan", "date_of_birth", "5 May 85"),
    ("Ganwyd hi ar 12 Mawrth 1985", "date_of_birth", "12 Mawrth 1985"),
    ("Rugadh mi air 12 den Mhàrt 1985", "date_of_birth", "12 den Mhàrt 1985"),
    ("urodziłam się 12 października 1985", "date_of_birth", "12 października 1985"),
    ("ur. 12.03.1985", "date_of_birth", "12.03.1985"),
    ("m-am născut pe 12 martie 1985", "date_of_birth", "12 martie 1985"),
    ("Дата народження: 12 березня 1985", "date_of_birth", "12 березня 1985"),
    ("تاریخ پیدائش ۱۲ مارچ ۱۹۸۵", "date_of_birth", "۱۲ مارچ ۱۹۸۵"),
    ("وہ 12/03/1985 کو پیدا ہوئی", "date_of_birth", "12/03/1985"),
    ("ਜਨਮ ਮਿਤੀ 12 ਅਗਸਤ 1985", "date_of_birth", "12 ਅਗਸਤ 1985"),
    ("تاريخ الميلاد ١٢/٠٣/١٩٨٥", "date_of_birth", "١٢/٠٣/١٩٨٥"),
    ("ولدت في 12 كانون الثاني 1985", "date_of_birth", "12 كانون الثاني 1985"),
    # other full dates
    ("the visit on 12/03/2024 was short", "date", "12/03/2024"),
    ("on 2024-03-12", "date", "2024-03-12"),
    ("on 3rd of June 2023 they came", "date", "3rd of June 2023"),
    ("June 3rd, 2023", "date", "June 3rd, 2023"),
    ("on 12 03 2024", "date", "12 03 2024"),
    ("born in Leeds. On 12/03/2024 I moved", "date", "12/03/2024"),
    # National Insurance
    ("NI AB 12 34 56 C", "national_insurance", "AB 12 34 56 C"),
    ("ab123456c", "national_insurance", "ab123456c"),
    ("my national insurance number is AB123456", "national_insurance", "AB123456"),
    # web
    ("see https://facebook.com/jo.bloggs.", "web_address", "https://facebook.com/jo.bloggs"),
    ("www.jobloggs.co.uk, she said", "web_address", "www.jobloggs.co.uk"),
    ("on facebook.com/jo.bloggs now", "web_address", "facebook.com/jo.bloggs"),
    # social names
    ("message @jo_bloggs.", "social_name", "@jo_bloggs"),
    ("my insta: jo_bloggs99", "social_name", "jo_bloggs99"),
    # vehicles
    ("his car AB12 CDE was outside", "vehicle", "AB12 CDE"),
    ("ab12cde", "vehicle", "ab12cde"),
    ("a van, reg sk71 xyz", "vehicle", "sk71 xyz"),
    # addresses
    ("I live at 12 High Street", "address", "12 High Street"),
    ("we are at flat 3b, 12a old st marys road", "address", "flat 3b, 12a old st marys road"),
    ("12-14 Main St, Annan", "address", "12-14 Main St"),
    ("I live at 7 park place", "address", "7 park place"),
    ("7 Castle Gardens", "address", "7 Castle Gardens"),
    ("12 Heol y Bont", "address", "12 Heol y Bont"),
    ("ul. Długa 12", "address", "ul. Długa 12"),
    ("вул. Шевченка, 12", "address", "вул. Шевченка, 12"),
    ("strada Lungă nr. 12", "address", "strada Lungă nr. 12"),
]

LOOK_ALIKES = [
    "it took 3 to 5 weeks",
    "it cost £12.50 each way",
    "I give it 10/10",
    "the plan for 2024-2027",
    "call 999 now",
    "ring 101 or 111",
    "Samaritans on 116 123 were kind",
    "Childline 0800 1111 helped, 24 hours, 7 days",
    "Refuge 0808 2000 247",
    "report it on 030 33 33 3001 or 01382 434019",
    "from 09.00-17.00 10.30 on Sundays",
    "open 9:00-5:00 Monday to Friday",
    "on a scale of 0 1 2 3 4 5 6 7 8 9 10",
    "1234567890",
    "943 476 5918",
    "1111111111",
    "reference 123456",
    "£1,250,000 over 3 years",
    "we waited 12 weeks, then 4, then 2",
    "in March 2024 we met",
    "on 12 March we met",
    "on 5 May 20 people came",
    "version 1.2.3",
    "the 13/14/2024 form",
    "page 3 of 10",
    "she was born in 1985",
    "I was seen @ 5pm",
    "meet me @home",
    "either/or, and/or, e.g. this",
    "I waited.And then nothing",
    "he has 3 G and 4 G",
    "level 4 5th floor",
    "flat B1 2nd floor",
    "take the M1 1st exit",
    "QQ 12 34 56 C",
    "AB123456",
    "room 12 and 14",
    "at 12 and the",
    "he is 18 and she is 21",
    "10 minutes from the high street",
    "a 2 hour drive",
    "3 times on my street",
    "the 45 bus down the road",
    "20 people in the park",
    "a 5 bedroom house in a close",
    "12 steps to the green",
    "section 42 enquiry",
    "form SA100 and P45",
    "covid 19",
    "the 2nd, 3rd and 4th visits",
    "انتظرت ٣ إلى ٥ أسابيع",
    "ਮੈਂ ੬ ਹਫ਼ਤੇ ਉਡੀਕ ਕੀਤੀ",
    "میں نے ۱۰ میں سے ۱۰ دیے",
    "",
]


@pytest.mark.parametrize(("text", "kind", "words"), HITS)
def test_an_identifier_is_proposed(text, kind, words):
    (proposal,) = proposals(text, language="en")

    assert proposal.kind == kind
    assert text[proposal.start : proposal.end] == words
    assert proposal.replacement == BRACKETS[proposal.kind]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_one_is_left(text):
    assert proposals(text, language="en") == ()


def test_several_in_one_text_come_in_reading_order():
    text = "👋🏽 Jo, born 12/03/1985, 12 High Street, DG1 2AB. NHS 943 476 5919, 07700 900123 📱"

    found = proposals(text, language="en")

    assert [(proposal.kind, text[proposal.start : proposal.end]) for proposal in found] == [
        ("date_of_birth", "12/03/1985"),
        ("address", "12 High Street"),
        ("postcode", "DG1 2AB"),
        ("nhs_number", "943 476 5919"),
        ("phone", "07700 900123"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("943 476 5919", Reason.CHECK_DIGIT),
        ("born 12/03/1985", Reason.CUE),
        ("+48 512 345 678", Reason.NUMBERING_PLAN),
        ("DG1 2AB", Reason.SHAPE),
    ],
)
def test_a_proposal_says_why(text, reason):
    assert proposals(text, language="en")[0].reason is reason


@pytest.mark.parametrize(("language", "found"), [("pl", 1), ("pl-PL", 1), ("en", 0)])
def test_a_number_of_another_country_is_known_in_its_language(language, found):
    assert len(proposals("mój numer 512 345 678", language=language)) == found


def test_a_partnerships_own_line_is_left_in_the_text():
    text = "I rang 01387 260000 twice"

    assert len(proposals(text, language="en")) == 1
    assert proposals(text, language="en", public_numbers={"01387260000"}) == ()


@pytest.mark.parametrize("line", help_lines.all_lines(), ids=lambda line: line.key)
def test_no_help_line_is_ever_hidden(line):
    shown = line.display_number or ""

    assert shown.replace(" ", "") in {*PUBLIC_NUMBERS, ""}
    assert proposals(f"They said: ring {shown}, day or night.", language="en") == ()


def test_every_kind_has_neutral_words():
    assert set(BRACKETS) == set(IdentifierKind)
    assert all(words[0] == "[" and words[-1] == "]" for words in BRACKETS.values())


@given(
    st.text(max_size=30),
    st.sampled_from(["jo@example.com", "07700 900123", "DG1 2AB", "943 476 5919"]),
    st.text(max_size=30),
)
def test_offsets_are_code_points_of_the_text_as_given(before, identifier, after):
    text = f"{before}\n👩‍👧 سلام {identifier} 👍🏽\n{after}"

    found = proposals(text, language="ur")

    assert any(text[proposal.start : proposal.end] == identifier for proposal in found)


@given(st.text(alphabet="0123456789٣੭ @.-/()abDG'مa\u0301½ﬁ\n", max_size=120))
def test_proposals_never_overlap_and_stay_inside(text):
    found = proposals(text, language="pl")

    edges = [edge for proposal in found for edge in (proposal.start, proposal.end)]
    assert edges == sorted(edges)
    assert all(isinstance(one, Proposal) and 0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("piece", ["0", "a", "1 ", "a.", "@", "12 high ", "07700 900123 ", "1/2/"])
def test_a_long_text_takes_no_long_time(piece):
    text = piece * (10_000 // len(piece))
    began = time.process_time()

    proposals(text, language="pl")

    assert time.process_time() - began < 2

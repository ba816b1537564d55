"""How much of what gives somebody away is found, and how often a harmless word is taken for it.

The sentences are written by hand or put together here; no research data is in them. They were
written by those who wrote the patterns, so that real texts will do somewhat worse: what people
hide by hand on a site is counted there.
"""

import csv
import time
from pathlib import Path

import pytest

from feedback.nlp.identifiers import Band, IdentifierKind, proposals

#: First names by where they are at home, chosen without looking at any list.
NAMES = {
    "English": "Sarah Michael Emma Darren Chloe Kayleigh Stuart Hayley Nigel Tracey Jayden Poppy",
    "Welsh": "Gethin Angharad Rhys Myfanwy Llinos Dafydd Eleri Iestyn Ffion Gwenllian Bleddyn",
    "Gaelic": "Eilidh Ruaridh Mairi Calum Iain Catriona Seonaid Aonghas Tormod Siobhan Niamh",
    "Polish": "Agnieszka Zbigniew Małgorzata Krzysztof Kasia Wojciech Bożena Paweł Jadwiga Łukasz",
    "Romanian": "Ionuț Mihaela Gheorghe Ileana Răzvan Andreea Costel Luminița Dragoș Ioana Vasile "
    "Florica",
    "Ukrainian": "Olena Dmytro Oksana Serhii Tetiana Volodymyr Nataliia Bohdan Svitlana Mykola "
    "Yevhen Larysa",
    "South Asian": "Priya Gurpreet Mohammed Ayesha Harjinder Nasreen Sandeep Rukhsana Imran "
    "Manjit Farzana Ravi",
    "Arabic": "Fatima Khaled Yasmin Mahmoud Rania Hassan Layla Omar Nour Abdullah Samira Bashar",
    "African": "Abdirahman Oluwaseun Chiamaka Kwame Fadumo Ngozi Ifeoma Kofi Amina Tendai Hodan "
    "Babatunde",
}
CUED = ["My brother {} hit me.", "I told my social worker {} about it.", "Her son {} was there."]
ALONE = ["I told {} about it.", "{} was very kind to us.", "They said that {} rang twice."]

#: Sentences in other languages and ways of writing, with the words to be found.
WRITTEN = [
    ("en", "I told Dr Patel about it", "Patel"),
    ("en", "a social worker called Sarah came", "Sarah"),
    ("en", "my sister Grace helped", "Grace"),
    ("en", "my husband Tadhg left", "Tadhg"),
    ("en", "Mrs Jones next door", "Jones"),
    ("en", "PC Brown was kind", "Brown"),
    ("en", "my son jack was there", "jack"),
    ("en", "then callum shouted at me", "callum"),
    ("en", "Eilidh MacLeod from the team", "Eilidh MacLeod"),
    ("en", "her partner, Gurpreet, lied", "Gurpreet"),
    ("en", "mr smith said no", "smith"),
    ("en", "MY BROTHER JOHN HIT ME", "JOHN"),
    ("en", "I asked for Fatima Begum", "Fatima Begum"),
    ("en", "my daughter Chloe-Louise", "Chloe-Louise"),
    ("en", "Cllr McKerrow answered", "McKerrow"),
    ("cy", "Fy mrawd Gethin", "Gethin"),
    ("cy", "Daeth y weithwraig gymdeithasol Angharad", "Angharad"),
    ("gd", "mo bhràthair Coinneach", "Coinneach"),
    ("pl", "mój brat Janek krzyczał", "Janek"),
    ("pl", "z moim bratem Tomaszem", "Tomaszem"),
    ("pl", "pani Kowalska pomogła", "Kowalska"),
    ("pl", "Mam na imię Żaneta", "Żaneta"),
    ("ro", "fratele meu Ionuț", "Ionuț"),
    ("ro", "doamna Popescu a fost", "Popescu"),
    ("uk", "мій брат Олександр", "Олександр"),
    ("uk", "Я говорила з Оленою", "Оленою"),
    ("uk", "Мене звати Тетяна", "Тетяна"),
    ("ur", "میری بیٹی زینب رو رہی تھی", "زینب"),
    ("ur", "ڈاکٹر پٹیل نے کہا", "پٹیل"),
    ("pa", "ਮੇਰਾ ਭਰਾ ਗੁਰਪ੍ਰੀਤ ਆਇਆ", "ਗੁਰਪ੍ਰੀਤ"),
    ("pa", "ਡਾਕਟਰ ਸੰਧੂ ਨੇ", "ਸੰਧੂ"),
    ("ar", "أخي محمد ضربني", "محمد"),
    ("ar", "الدكتورة ليلى", "ليلى"),
    ("en", "my child goes to Lochside Primary School", "Lochside Primary School"),
    ("en", "I live in Eaglesfield now", "Eaglesfield"),
    ("en", "near Buccleuch Street", "Buccleuch Street"),
    ("en", "they moved him to Ward 7", "Ward 7"),
    ("pl", "mieszkam w Eaglesfield", "Eaglesfield"),
    ("en", "we live at twelve High Street", "twelve High Street"),
    ("en", "they came at 7.42pm", "7.42pm"),
    ("uk", "о 19:42 він прийшов", "19:42"),
    ("en", "oh seven seven double oh nine double oh one two three", None),
    ("pl", "zero siedem siedem zero zero dziewięć zero zero jeden dwa trzy", None),
]
#: What none of them may be taken for a person, a place or a time.
HARMLESS = [
    ("en", "The brother said he will go to the Hope Centre in May."),
    ("en", "Thank You So Much For Everything You Do"),
    ("en", "I called Childline and Women's Aid on Monday."),
    ("en", "My GP Surgery is good. The Sheriff Court was slow."),
    ("en", "I'm Scottish and I am Muslim. I live in Scotland."),
    ("en", "The doctor I saw was kind. The nurse told me to wait."),
    ("en", "I went to the dr. However nobody was there."),
    ("en", "It was open 9:00-17:00 and 10.30 to 12.30 on Sundays."),
    ("en", "One two three, and then nothing. I give it 0 1 2 3 4 5 6 7 8 9 10."),
    ("en", "We waited in the High Street outside the main hospital."),
    ("pl", "Moja Gmina i Urząd w Warszawie. Powiedziałam to pani z opieki."),
    ("uk", "І школа, і лікар. Я не можу їздити."),
    ("ar", "أنا سعيد جدا والوضع حسن هنا. اتصلوا بي على الهاتف."),
    ("ur", "میں نے ڈاکٹر کو بتایا۔ ڈاکٹر کے ہاں ایک پوسٹر تھا۔ وہ بہت اچھا تھا۔"),
    ("pa", "ਮੈਂ ਡਾਕਟਰ ਨੂੰ ਦੱਸਿਆ। ਮੇਰੀ ਭੈਣ ਨੇ ਕਿਹਾ।"),
]


def found(text, language):
    return [text[each.start : each.end] for each in proposals(text, language=language)]


def recall(names, sentences):
    tried = [(name, sentence.format(name)) for name in names for sentence in sentences]
    return sum(name in found(text, "en") for name, text in tried) / len(tried)


@pytest.mark.parametrize("group", NAMES)
def test_a_name_is_found_wherever_it_is_at_home(group):
    names = NAMES[group].split()

    assert recall(names, CUED) == 1
    assert recall(names, ALONE) >= 0.9


def test_names_from_elsewhere_are_found_as_often_as_english_ones():
    english = recall(NAMES["English"].split(), ALONE)

    assert all(recall(names.split(), ALONE) >= english - 0.1 for names in NAMES.values())


@pytest.mark.parametrize(("language", "text", "words"), WRITTEN)
def test_what_gives_somebody_away_is_found(language, text, words):
    assert (words or text) in found(text, language)


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_what_gives_nobody_away_is_left(language, text):
    assert found(text, language) == []


def test_what_only_a_list_says_is_to_be_checked_and_what_a_cue_says_is_sure():
    bands = {
        text: proposals(text, language="en")[0].band
        for text in ("I told Priya.", "My brother Priya.", "Dr Patel came.", "near Wee Glen")
    }

    assert list(bands.values()) == [Band.CHECK, Band.SURE, Band.SURE, Band.CHECK]


def test_a_name_known_by_a_cue_is_known_in_the_rest_of_the_text():
    text = "My neighbour Wrexford shouts. Then Wrexford laughed."

    assert found(text, "en") == ["Wrexford", "Wrexford"]


def test_an_own_small_place_is_always_found_and_a_large_one_is_left():
    text = "I live in Annan. We met in wee glen."

    seen = proposals(text, language="en", small_places=["Wee Glen"], large_places=["Annan"])

    assert [(each.kind, text[each.start : each.end]) for each in seen] == [
        (IdentifierKind.PLACE, "wee glen")
    ]


@pytest.mark.parametrize("piece", ["John ", "my brother ", "Dr ", "7.15 ", "one ", "Ann Street "])
def test_a_long_text_of_names_takes_no_long_time(piece):
    began = time.process_time()

    proposals(piece * (10_000 // len(piece)), language="en")

    assert time.process_time() - began < 2


def test_real_comments_raise_few_false_alarms_and_take_no_time(shared: Path):
    folder = shared / "themes"
    if not folder.is_dir():
        pytest.skip("the comments are not beside this checkout")
    with (folder / "val.csv").open(encoding="utf-8") as rows:
        texts = [row["text"] for row in csv.DictReader(rows)]
    proposals("warm", language="en")  # the list of names is read once
    began = time.process_time()
    seen = [each for text in texts for each in proposals(text, language="en")]
    spent = time.process_time() - began

    # Their names and numbers were taken out before: nearly all that is seen is a false alarm.
    assert len(seen) / len(texts) < 0.03
    assert spent / len(texts) < 0.002

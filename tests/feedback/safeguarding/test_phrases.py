"""The watch phrases that come with the product, in sentences as people write them."""

from pathlib import Path

import pytest

from feedback import safeguarding
from feedback.nlp.risk import Level, Rule, load_phrases, signals

PHRASES = load_phrases(Path(safeguarding.__file__).with_name("phrases.yaml"))
LANGUAGES = ("en", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar")

HITS = {
    "en": [
        ("He said if I leave he'll kill me.", "threat_to_life"),
        ("He’s got a knife and he is outside my door", "immediate_danger"),
        ("I dont want to live anymore", "suicide_self_harm"),
        ("Sometimes I think everyone would be better off without me", "suicide_self_harm"),
        ("i just want to ... die", "suicide_self_harm"),
        ("My dad gets drunk and hits me", "child_at_risk"),
        ("My uncle touched me in my private parts", "sexual_harm"),
        ("I'm scared of my husband. He CHECKS MY PHONE every night", "domestic_abuse"),
        ("Mum has not eaten for days and nobody comes", "neglect"),
        ("They want to make me marry my cousin in Pakistan", "exploitation"),
        ("The boss took my passport and I work without pay", "exploitation"),
        ("The night carer is very rough with my mother", "abuse_by_worker"),
        ("One of the staff at the home slapped her", "abuse_by_worker"),
        ("If the police do nothing I am going to hurt him", "threat_to_others"),
    ],
    "cy": [
        ("Mae e'n dweud ei fod e'n mynd i fy lladd i", "threat_to_life"),
        ("Dwi isio marw weithiau", "suicide_self_harm"),
        ("dw i ddim eisiau byw rhagor", "suicide_self_harm"),
        ("Mae ofn fy ngŵr arna i", "domestic_abuse"),
        ("mae ofn fy ngwr arna i", "domestic_abuse"),
        ("Mae ganddo gyllell ac mae'n gweiddi", "immediate_danger"),
        ("Mae dad yn taro’r plant", "child_at_risk"),
        ("Cafodd hi ei threisio", "sexual_harm"),
        ("Maen nhw'n fy ngorfodi i briodi", "exploitation"),
        ("Roedd y gofalwr yn fy nharo", "abuse_by_worker"),
    ],
    "gd": [
        ("Thuirt e gum marbhaidh e mi", "threat_to_life"),
        ("Tha mi airson bàsachadh", "suicide_self_harm"),
        ("tha mi airson basachadh", "suicide_self_harm"),
        ("Bha mi a' smaoineachadh air fèin-mharbhadh", "suicide_self_harm"),
        ("Bhuail e mi a-raoir", "domestic_abuse"),
        ("Tha e a’ bualadh na cloinne", "child_at_risk"),
        ("Tha sgian aige", "immediate_danger"),
        ("Bha iad a' toirt orm pòsadh", "exploitation"),
        ("Bhuail an neach-cùraim i", "abuse_by_worker"),
    ],
    "pl": [
        ("Mój mąż mnie bije od lat", "domestic_abuse"),
        ("Boję się męża", "domestic_abuse"),
        ("boje sie meza", "domestic_abuse"),
        ("Powiedział, że mnie zabije", "threat_to_life"),
        ("Nie chcę żyć", "suicide_self_harm"),
        ("mysle o samobojstwie", "suicide_self_harm"),
        ("Ojczym często bije mojego brata", "child_at_risk"),
        ("Zostałam zgwałcona", "sexual_harm"),
        ("Szef zabrał mi paszport i nie płaci mi", "exploitation"),
        ("Zamknął mnie w pokoju", "immediate_danger"),
        ("Opiekunka uderzyła moją mamę", "abuse_by_worker"),
    ],
    "ro": [
        ("Soțul meu mă bate în fiecare zi", "domestic_abuse"),
        ("sotul meu ma bate", "domestic_abuse"),
        ("Mi-a spus că o să mă omoare", "threat_to_life"),
        ("Nu mai vreau să trăiesc", "suicide_self_harm"),
        ("Ar fi mai bine fără mine", "suicide_self_harm"),
        ("Tata ne bate pe toți", "child_at_risk"),
        ("Am fost violată", "sexual_harm"),
        ("Mi-au luat pașaportul", "exploitation"),
        ("Mi-au luat paşaportul", "exploitation"),
        ("Are un cuţit în mână", "immediate_danger"),
        ("Îngrijitoarea m-a lovit", "abuse_by_worker"),
    ],
    "uk": [
        ("Чоловік б'є мене", "domestic_abuse"),
        ("Він мене б’є, коли п’яний", "domestic_abuse"),
        ("Я боюся свого чоловіка", "domestic_abuse"),
        ("Він сказав, що вбʼє мене", "threat_to_life"),
        ("Я не хочу жити", "suicide_self_harm"),
        ("думаю про самогубство", "suicide_self_harm"),
        ("Вітчим часто б'є мого сина", "child_at_risk"),
        ("Її зґвалтували", "sexual_harm"),
        ("її згвалтували", "sexual_harm"),
        ("Вони забрали мій паспорт", "exploitation"),
        ("У нього в руках, він з ножем", "immediate_danger"),
        ("Доглядальниця вдарила маму", "abuse_by_worker"),
    ],
    "ur": [
        ("میرا شوہر مجھے مارتا ہے", "domestic_abuse"),
        ("ميرا شوہر مجهے مارتا ہے", "domestic_abuse"),
        ("وہ کہتا ہے کہ مجھے جان سے مار دے گا", "threat_to_life"),
        ("میں مرنا چاہتی ہوں", "suicide_self_harm"),
        ("خودکشی کے خیالات آتے ہیں", "suicide_self_harm"),
        ("گھر والے میری زبردستی شادی کر رہے ہیں", "exploitation"),
        ("باپ بچوں کو مارتا ہے", "child_at_risk"),
        ("اس نے مجھے کمرے میں بند کر دیا", "immediate_danger"),
        ("اس کے ساتھ جنسی زیادتی ہوئی", "sexual_harm"),
        ("نرس نے میری ماں کو تھپڑ مارا", "abuse_by_worker"),
    ],
    "pa": [
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਕੁੱਟਦਾ ਹੈ", "domestic_abuse"),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਕੁਟਦਾ ਹੈ", "domestic_abuse"),
        ("ਉਹ ਕਹਿੰਦਾ ਹੈ ਕਿ ਜਾਨੋਂ ਮਾਰ ਦੇਵੇਗਾ", "threat_to_life"),
        ("ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ", "suicide_self_harm"),
        ("ਖ਼ੁਦਕੁਸ਼ੀ ਦੇ ਖਿਆਲ ਆਉਂਦੇ ਹਨ", "suicide_self_harm"),
        ("ਖੁਦਕੁਸ਼ੀ ਦੇ ਖਿਆਲ ਆਉਂਦੇ ਹਨ", "suicide_self_harm"),
        ("ਘਰਦੇ ਮੇਰਾ ਜ਼ਬਰਦਸਤੀ ਵਿਆਹ ਕਰ ਰਹੇ ਹਨ", "exploitation"),
        ("ਉਹ ਬੱਚਿਆਂ ਨੂੰ ਮਾਰਦਾ ਹੈ", "child_at_risk"),
        ("ਉਸ ਨੇ ਮੈਨੂੰ ਕਮਰੇ ਵਿਚ ਬੰਦ ਕਰ ਦਿੱਤਾ", "immediate_danger"),
        ("ਉਸ ਨਾਲ ਬਲਾਤਕਾਰ ਹੋਇਆ", "sexual_harm"),
        ("ਕੇਅਰਰ ਨੇ ਮਾਂ ਨੂੰ ਮਾਰਿਆ", "abuse_by_worker"),
    ],
    "ar": [
        ("زوجي يضربني كل يوم", "domestic_abuse"),
        ("زَوْجِي يَضْرِبُنِي", "domestic_abuse"),
        ("قال إنه سيقتلني", "threat_to_life"),
        ("يضربني ويهددني ويقتلني", "threat_to_life"),
        ("أريد أن أموت", "suicide_self_harm"),
        ("افكر في الانتحار", "suicide_self_harm"),
        ("هو يضرب اطفالي", "child_at_risk"),
        ("تعرضت للتحرش واغتصبني", "sexual_harm"),
        ("أهلي يجبرونني على الزواج", "exploitation"),
        ("معه سكين في البيت", "immediate_danger"),
        ("ضربتني الممرضة في المستشفى", "abuse_by_worker"),
    ],
}  # fmt: skip

EVERYDAY = {
    "en": [
        "I waited 3 to 5 weeks and nobody rang me back.",
        "The social worker was kind and explained everything.",
        "I had to fill in the same form four times.",
        "My son likes his new school and the bus comes on time.",
        "Staff were friendly. The room was too hot.",
        "It would help if the letters were in plain words.",
        "The meeting was on a Tuesday and I could not get the day off.",
        "The garden is lovely and we hit our target of ten visits.",
    ],
    "cy": [
        "Roedd y gweithiwr cymdeithasol yn garedig iawn.",
        "Arhosais am chwe wythnos am ateb.",
        "Hoffwn gael llythyrau yn Gymraeg.",
        "Roedd y cyfarfod ddydd Mawrth yn ddefnyddiol.",
        "Mae'r plant yn hapus yn yr ysgol.",
    ],
    "gd": [
        "Bha an luchd-obrach glè chàirdeil.",
        "Dh'fheitheamh mi sia seachdainean airson freagairt.",
        "Bu toil leam litrichean sa Ghàidhlig.",
        "Bha a' choinneamh feumail.",
        "Tha a' chlann toilichte san sgoil.",
    ],
    "pl": [
        "Pracownica była bardzo miła i wszystko wyjaśniła.",
        "Czekałam sześć tygodni na odpowiedź.",
        "Chciałabym dostawać listy po polsku.",
        "Dzieci są zadowolone ze szkoły.",
        "Spotkanie było w poniedziałek rano.",
    ],
    "ro": [
        "Asistenta socială a fost foarte amabilă.",
        "Am așteptat șase săptămâni un răspuns.",
        "Aș vrea scrisori în limba română.",
        "Copiii sunt mulțumiți la școală.",
        "Întâlnirea a fost luni dimineață.",
    ],
    "uk": [
        "Соціальна працівниця була дуже доброю.",
        "Я чекала на відповідь шість тижнів.",
        "Хотілося б отримувати листи українською.",
        "Діти задоволені школою.",
        "Зустріч була у вівторок уранці.",
    ],
    "ur": [
        "سوشل ورکر بہت اچھی تھیں۔",
        "میں نے جواب کے لیے چھ ہفتے انتظار کیا۔",
        "ہم بچوں کو مارکیٹ لے گئے۔",
        "بچے اسکول میں خوش ہیں۔",
        "میٹنگ مارچ میں ہوئی تھی۔",
    ],
    "pa": [
        "ਸੋਸ਼ਲ ਵਰਕਰ ਬਹੁਤ ਚੰਗੀ ਸੀ।",
        "ਮੈਂ ਜਵਾਬ ਲਈ ਛੇ ਹਫ਼ਤੇ ਉਡੀਕ ਕੀਤੀ।",
        "ਬੱਚੇ ਸਕੂਲ ਵਿੱਚ ਖੁਸ਼ ਹਨ।",
        "ਮੀਟਿੰਗ ਮਾਰਚ ਵਿੱਚ ਹੋਈ ਸੀ।",
        "ਅਸੀਂ ਬੱਚਿਆਂ ਨੂੰ ਮਾਰਕੀਟ ਲੈ ਗਏ।",
    ],
    "ar": [
        "كانت الموظفة لطيفة وشرحت كل شيء.",
        "انتظرت ستة أسابيع حتى جاء الرد.",
        "أود أن أستلم الرسائل بالعربية.",
        "الأطفال سعداء في المدرسة.",
        "كان الاجتماع يوم الثلاثاء صباحا.",
    ],
}

every_phrase = pytest.mark.parametrize("language", LANGUAGES)


def pairs(sentences):
    return [(language, hit) for language, hits in sentences.items() for hit in hits]


@pytest.mark.parametrize(("language", "hit"), pairs(HITS))
def test_a_sentence_that_may_tell_of_harm_gives_its_signal(language, hit):
    text, rule = hit

    found = signals(text, language=language, phrases=PHRASES)

    assert rule in {signal.rule for signal in found}


@pytest.mark.parametrize(("language", "text"), pairs(EVERYDAY))
def test_an_everyday_sentence_gives_none(language, text):
    assert signals(text, language=language, phrases=PHRASES) == ()


@every_phrase
def test_a_language_has_phrases_for_every_rule_and_pretends_no_check(language):
    phrases = PHRASES.phrases[language]

    assert {phrase.rule for phrase in phrases} == set(Rule)
    assert {phrase.level for phrase in phrases} >= {Level.NOW, Level.TODAY}
    assert language not in PHRASES.checked
    assert len(HITS[language]) >= 4
    assert len(EVERYDAY[language]) >= 4


@every_phrase
def test_every_phrase_meets_its_own_words_and_is_there_once(language):
    phrases = PHRASES.phrases[language]

    for phrase in phrases:
        plain = phrase.pattern.replace(" .. ", " ").replace("*", "")
        found = signals(plain, language=language, phrases=PHRASES)
        assert phrase.rule in {signal.rule for signal in found}, phrase
    assert len({(phrase.rule, phrase.pattern) for phrase in phrases}) == len(phrases)


def test_the_list_speaks_the_languages_of_the_product():
    assert set(PHRASES.languages) == set(LANGUAGES)

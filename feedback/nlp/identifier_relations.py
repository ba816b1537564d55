"""The words beside which a name stands, in the languages of the product, folded.

A relation ("my brother John"), somebody's work ("a social worker called Sarah"), a title
("Dr Patel"), and the words that say that a name comes now ("my name is"). An underscore stands for
the space inside a term. Nouns are given in the cases in which they stand before a name.
"""

import re

from feedback.nlp.folding import fold


def terms(listed: str) -> frozenset[str]:
    """The folded terms of a list."""
    return frozenset(fold(each.replace("_", " ")).text for each in listed.split())


def expression(found: frozenset[str]) -> str:
    """An expression for any of the terms, longest first."""
    return "|".join(re.escape(term) for term in sorted(found, key=lambda t: (-len(t), t)))


FAMILY = terms(
    """
brother brothers sister sisters mum mam mom mother dad father son sons daughter daughters husband
wife partner boyfriend girlfriend ex ex-husband ex-wife ex-partner expartner fiance fiancee uncle
aunt auntie aunty cousin nephew niece gran granny grandma grandmother nan nana nanny grandad
grandfather granda grandpa grandson granddaughter stepdad stepmum stepfather stepmother stepson
stepdaughter stepbrother stepsister half-brother half-sister baby toddler child kid boy girl twin
twins friend mate pal neighbour neighbor flatmate housemate landlord landlady lad wee_boy wee_girl
mother-in-law father-in-law brother-in-law sister-in-law foster_mum foster_dad foster_carer
brawd mrawd frawd chwaer mam fam dad nhad tad mab merch ferch gwr wraig gwraig gymar partner ffrind
ewythr modryb nain taid mamgu tadcu nith nai
brathair bhrathair piuthar phiuthar mathair mhathair athair mac mhac nighean duine bean bhean
caraid charaid seanair seanmhair antaidh
brat brata bratem bratu siostra siostry siostre siostra mama mamy mame tata taty tate matka matki
ojciec ojca syn syna synem synowi corka corki corke corka maz meza mezem mezowi zona zony zone
partner partnera partnerka chlopak chlopaka dziewczyna dziewczyny wujek wujka ciocia cioci babcia
babci dziadek dziadka kolega kolezanka przyjaciel przyjaciolka sasiad sasiada sasiadka
fratele frate sora sorei mama mamei tata tatal tatalui mami fiul fiului fiica fiicei sotul sotului
sotia sotiei partenerul partenera iubitul prietenul prietena vecinul vecina unchiul matusa bunica
bunicul verisorul verisoara nepotul
брат брата братом братові сестра сестри сестру сестрою мама мами маму тато тата батько батька син
сина сином дочка дочки дочку донька доньки доньку чоловік чоловіка чоловіком дружина дружини дружину
хлопець дівчина партнер подруга подруги друг друга сусід сусіда сусідка дядько тітка бабуся дідусь
بھائی بہن امی ماں ابو والد والدہ بیٹا بیٹے بیٹی شوہر خاوند بیوی چچا ماموں خالہ پھوپھی دوست پڑوسی
نانی دادی سہیلی کزن
ਭਰਾ ਵੀਰ ਭੈਣ ਮਾਂ ਮੰਮੀ ਪਿਤਾ ਡੈਡੀ ਪੁੱਤਰ ਪੁੱਤ ਬੇਟਾ ਬੇਟੇ ਧੀ ਬੇਟੀ ਪਤੀ ਪਤਨੀ ਘਰਵਾਲਾ ਘਰਵਾਲੀ ਚਾਚਾ ਮਾਮਾ ਮਾਸੀ ਭੂਆ
ਦੋਸਤ ਗੁਆਂਢੀ ਸਹੇਲੀ ਨਾਨੀ ਦਾਦੀ
أخي اخي أختي اختي أمي امي والدتي أبي ابي والدي ابني ابنتي بنتي زوجي زوجتي عمي خالي عمتي خالتي صديقي
صديقتي جاري جارتي جدتي جدي خطيبي طليقي
"""
)
WORKERS = terms(
    """
social_worker support_worker key_worker keyworker youth_worker care_worker case_worker caseworker
outreach_worker family_worker health_visitor midwife nurse doctor gp consultant psychologist
psychiatrist counsellor therapist teacher headteacher head_teacher tutor carer manager receptionist
officer police_officer policeman policewoman housing_officer probation_officer advocate solicitor
lawyer paramedic dentist worker volunteer interpreter sheriff judge
gweithiwr_cymdeithasol gweithwraig_gymdeithasol nyrs meddyg athro athrawes bydwraig
neach-obrach_soisealta nurs dotair tidsear
pracownik_socjalny pracownica_socjalna pracownikiem_socjalnym lekarz lekarka pielegniarka
nauczyciel nauczycielka policjant policjantka
asistent_social asistenta_sociala asistentul_social doctorul medicul profesorul profesoara
politistul
соціальний_працівник соціальна_працівниця соцпрацівниця лікар лікарка медсестра вчитель вчителька
سوشل_ورکر ڈاکٹر نرس استاد ٹیچر
ਸੋਸ਼ਲ_ਵਰਕਰ ਡਾਕਟਰ ਨਰਸ ਅਧਿਆਪਕ ਟੀਚਰ
الأخصائية_الاجتماعية الأخصائي_الاجتماعي الطبيب الطبيبة الممرضة المعلم المعلمة
"""
)
#: Before a family name; those of the first list say what the work is.
WORK_TITLES = terms(
    """
dr dr. doctor prof prof. professor pc sgt sergeant dc ds inspector constable cllr councillor rev
rev. reverend fr nurse sister_nurse sheriff judge baillie
doctorul dna_dr doctor dr_hab lek лікар ڈاکٹر پروفیسر ਡਾਕਟਰ ਡਾ الدكتور الدكتورة دكتور دكتورة
"""
)
TITLES = terms(
    """
mr mr. mrs mrs. ms ms. miss mx sir lady lord uncle aunt auntie aunty nana granny
pan pani pana panem panią panu domnul doamna domnului doamnei dl dna пан пані пана панові
جناب محترمہ صاحبہ ਸ਼੍ਰੀ ਸ਼੍ਰੀਮਤੀ ਸ੍ਰੀ ਸ੍ਰੀਮਤੀ السيد السيدة الأستاذ الأستاذة
"""
)
#: "called Sarah": between who it is and the name, and alone before a name of the list.
CALLED = terms(
    """
called named name_is name_was names name's is_called was_called by_the_name_of
my_name_is i_am i'm im this_is known_as aka
o'r_enw enw fy_enw_i_yw dan_yr_ainm is_mise is_e_m'_ainm leis_an_ainm
o_imieniu imieniem ma_na_imie mam_na_imie nazywam_sie nazywa_sie jestem
numit numita pe_nume ma_numesc se_numeste ma_cheama il_cheama o_cheama
на_ім'я мене_звати звати звуть її_звуть його_звуть
نام میرا_نام اس_کا_نام جس_کا_نام
ਨਾਮ ਨਾਂ ਮੇਰਾ_ਨਾਮ ਮੇਰਾ_ਨਾਂ
اسمه اسمها اسمي يدعى تدعى المدعو
"""
)
#: Those of CALLED after which nearly every word is no name, unless it is in the list.
WEAK_CALLED = terms("i_am i'm im this_is jestem نام ਨਾਮ ਨਾਂ enw names звати called named")
OF_MINE = terms(
    """
my our his her their your fy ei ein mo ar a moj moja mojego mojej moim moją nasz nasza jego jej
meu mea mei lui ei мій моя мого мою моїм його її наш میرا میری میرے اس_کا اس_کی ਮੇਰਾ ਮੇਰੀ ਮੇਰੇ the
"""
)

"""Words that hold sentences together and say nothing of what they are about, by language.

Short lists, written for this project: a phrase that begins or ends with one of these is no phrase.
"""

from functools import cache

from feedback.nlp.tokens import forms

LISTS = {
    "en": "a about after again all also always am an and any are as at be because been before "
    "being but by can can't cannot could couldn't did didn't do does doesn't doing don't "
    "down each even ever every few for from get gets getting give given go goes going got "
    "had has have haven't having he her here hers herself him himself his how i i'd i'll "
    "i'm i've if in into is isn't it it's its itself just let like made make many me more "
    "most much my myself no nor not now of off on once one only or other our ours out "
    "over own put quite really said same say see she should so some something still such "
    "take than that that's the their them then there these they they're thing things this "
    "those through to too two under until up us very was wasn't we went were what when "
    "where which while who whom why will with won't would wouldn't yes yet you your",
    "cy": "a ac ag am ar arall at bod bob byth chi chwi cyn dach dan dim dyma ddim ddoe ef efo "
    "ei eich ein ei eto eu fe fel felly fi fo fod fy ga gan gen gyda hefyd heb hi hon hwn "
    "hyd hynny hyn i iawn lle mae maen mai mewn mi mod mor na nac nad neu nhw ni nid o "
    "oedd oes ol ond os pa pan pob pwy roedd rydw rydym sef sydd sy ti trwy tu un wedi "
    "wrth wnaeth y ydi ydw ydy ydyn yma yn yna yno yr yw",
    "gd": "a ach agam agus aig air airson am an ann anns ar as bha bhi bho bhon bith cha chan "
    "cho co cuideachd dha de den dhan do e eile far fear fo gach gu gun gus i iad iadsan "
    "is leis le leam mar ma mi mo mu na nach nam nan no nuair o oir ri ris ro sam seo "
    "shin sin sinn so sibh tha thu thug uabhasach uile",
    "pl": "a aby albo ale ani az bardzo bez bo by byc byl byla bylo byly ci co czy dla do gdy "
    "gdzie go i ich ile im inny ja jak jako je jego jej jest jestem jeszcze juz kiedy kto "
    "ktora ktore ktory ktorzy ma mam mi mial miala mnie moj moja moje mu my na nam nas "
    "nasz nawet nic nie niej nich niz o od on ona one oni po pod przed przez przy sa sam "
    "sie sobie swoj ta tak takze tam te tego tej ten to tu tylko tym tych ty u w was we "
    "wiec wszystko wszyscy z za zawsze ze zeby",
    "ro": "a acea aceasta acest aceste acolo acum ai aici ale am ar are as asa asta ati atunci "
    "au avea avem ca care cand ce cel cea cele cei chiar ci cine cu cum da daca dar de "
    "deci decat din dupa ea ei el ele era erau este eu fara fi fie foarte fost i ii il "
    "imi in inca intre isi iti l la le li lor lui ma mai mea mei meu mi mult multe multi "
    "ne ni nici noi nostru nu o ori pe pentru pana prea prin s sa sau se si spre sunt sub "
    "te ti toate tot toti tu un una unde unei unor unui va voi vom",
    "uk": "а або але без би б бо був була були було бути в вам вас ваш вже ви від він вони вона "
    "воно все всі всіх га де дещо для до дуже є ж же з за зі і із інші їх її його й як "
    "яка яке які який якщо коли кого крім ким ли лише мене мені ми може моя моє мої мій "
    "на над нам нас нашої наш не нема ним них ні ніж но о он от під по при про сам своє "
    "свої себе собі та так також там те тебе тепер ти тим тих то того тоді той тому тут у "
    "хто це цей ця ці цього чи чого чому ще що щоб",
    "ur": "اب اس اسے ان انہیں انہوں اور اگر ایک ایسا با بات بعد بھی بہت پر پھر تا تاکہ تب تک تم "
    "تو تھا تھی تھے تھیں جا جب جس جن جو جیسے چکا چکی دی دیا دیتے رہا رہی رہے سب سکتا سکتی "
    "سکتے سے صرف کا کب کر کرتا کرتے کرتی کرنا کرنے کریں کس کسی کہ کہا کہاں کو کوئی کون کی "
    "کیا کیوں کے گا گئی گئے گی گیا لئے لیکن لیے مجھے مگر میرا میری میرے میں نہ نہیں نے وہ "
    "ہر ہم ہمیں ہمارے ہو ہوا ہوئی ہوئے ہوں ہوتا ہوتی ہونے ہی ہے ہیں یا یہ یہاں",
    "pa": "ਉਹ ਉਨ੍ਹਾਂ ਉਸ ਉਸਦੇ ਅਤੇ ਅਸੀਂ ਆ ਆਪਣੇ ਆਪਣਾ ਆਪਣੀ ਇਸ ਇਹ ਇੱਕ ਇਕ ਸਨ ਸਾਡੇ ਸਾਨੂੰ ਸਾਰੇ ਸੀ ਹਨ "
    "ਹਾਂ ਹੀ ਹੈ ਹੋ ਹੋਇਆ ਹੋਈ ਹੋਏ ਕਰ ਕਰਦੇ ਕਰਨ ਕੀ ਕੀਤਾ ਕੀਤੀ ਕੋਈ ਕਿ ਕਿਉਂ ਕਿਸੇ ਕੁਝ ਕੋਲ ਗਈ ਗਏ "
    "ਗਿਆ ਜਾਂ ਜੇ ਜੋ ਤਾਂ ਤੁਸੀਂ ਤੁਹਾਡੇ ਤੇ ਤੋਂ ਤੱਕ ਦਾ ਦਿੱਤਾ ਦਿੱਤੀ ਦੀ ਦੀਆਂ ਦੇ ਨਹੀਂ ਨਾ ਨਾਲ ਨੂੰ "
    "ਨੇ ਪਰ ਬਹੁਤ ਬਾਅਦ ਬਾਰੇ ਭੀ ਮੇਰਾ ਮੇਰੀ ਮੇਰੇ ਮੈਂ ਮੈਨੂੰ ਰਹੀ ਰਹੇ ਰਿਹਾ ਲਈ ਵਿਚ ਵਿੱਚ ਵੀ",
    "ar": "أن أنا أنت أو أي إذا إلا إلى إن التي الذي الذين اللي الى ان انا او أكثر أيضا بعد بعض "
    "بل بين تم ثم جدا حتى حيث حين ذلك عن عند عندما على عليه غير فقط في فيه فيها قبل قد "
    "كان كانت كانوا كل كما كنت كيف لا لأن لدي لكن لم لن له لها لهم لي ليس ما ماذا متى مثل "
    "مع معي من منه مني نحن هذا هذه هم هنا هناك هو هي و وكان ولا ولكن ولم وما وهو يا يكون",
}


@cache
def function_words(language: str) -> frozenset[str]:
    """The forms of such words in a language; none for one that has no list."""
    return frozenset(forms(LISTS.get(language, "")))

"""Answers that are about no theme at all: "don't know", "see above", "because you asked me".

A model that has met themed comments only takes every text for one. These teach it otherwise before
anybody has marked a comment as having no theme. Plain "nothing" is not among them, nor
what people say for it ("no comments", "not really"): to "What could be better?" it is an answer.
Written for this project after reading what such comments look like.
"""

from collections.abc import Sequence

from feedback.nlp.tokens import forms

NON_ANSWERS = {
    "en": "I am not sure|I'm not sure really|unsure|don't know|I don't know|I do not know|"
    "can't say|I can't comment|nothing to say|nothing to add|nothing more to add|"
    "nothing else to say|n/a|not applicable|na|see above|as above|as before|same as above|"
    "same as before|see previous answer|as I said in the last question|already answered|"
    "answered above|look at my answer above|as previously described|because you asked me|"
    "because you asked|you asked me to|because I was asked|"
    "I was asked to fill in this survey|to answer the question|just answering the question|"
    "it's the truth|the truth|my honest opinion|I am being honest|that is how I feel|"
    "because that is how I felt|that is what happened|maybe|test|testing|pass|skip|blank|x|"
    "can't remember|I don't remember|I have not used it|I have never used this service|"
    "not used it yet|too early to say|too soon to tell|it's too early to comment|"
    "have only been once|it was my first time|I don't understand the question|"
    "I do not understand what you are asking|what do you mean|why do you ask|"
    "prefer not to say|I would rather not say|no opinion|no reason|no particular reason|"
    "same|the same|don't mind|not at the moment|unknown|none of the above|"
    "does not apply to me|doesn't apply|this does not apply|hope this helps|"
    "I hope you read this|to help you|because I wanted to help|"
    "I filled in this form already|I have already filled this in|"
    "stop sending me these forms|another form|too many questions|"
    "the questions are too general|why did you send me this survey|I live on my own|"
    "I am 80 years old|I am disabled|because I was ill|I was very ill|I felt unwell|"
    "I had a fall|I am old|my age|my health|my own choice|personal reasons|circumstances|"
    "it happened|because of it|it depends|in my case|everyone is different",
    "cy": "ddim yn siŵr|dwi ddim yn siŵr|dim yn gwybod|dwi ddim yn gwybod|"
    "dim i'w ddweud|dim i'w ychwanegu|ddim yn berthnasol|amherthnasol|gweler uchod|fel uchod|"
    "yr un fath|oherwydd eich bod wedi gofyn|methu cofio|rhy gynnar i ddweud|prawf|"
    "gwell gen i beidio â dweud",
    "gd": "chan eil mi cinnteach|chan eil fhios agam|chan eil beachd agam|gun bheachd|"
    "chan eil dad ri ràdh|chan eil e buntainneach|faic gu h-àrd|mar a tha gu h-àrd|an aon rud|"
    "chan eil cuimhne agam|ro thràth ri ràdh|b' fheàrr leam gun a bhith ag ràdh|deuchainn",
    "pl": "nie wiem|nie jestem pewny|nie jestem pewna|trudno powiedzieć|"
    "nie mam nic do dodania|nie mam zdania|nie dotyczy|jak wyżej|patrz wyżej|"
    "to samo|tak samo|bo pytaliście|bo zostałem poproszony|nie pamiętam|za wcześnie by powiedzieć|"
    "wolę nie mówić|może|test|nie rozumiem pytania|nie korzystałem|nie korzystałam",
    "ro": "nu știu|nu sunt sigur|nu sunt sigură|greu de spus|"
    "nu am nimic de adăugat|nu am nimic de spus|nu este cazul|nu se aplică|vezi mai sus|ca mai sus|"
    "la fel|pentru că m-ați întrebat|nu îmi amintesc|prea devreme să spun|prefer să nu spun|"
    "poate|test|nu înțeleg întrebarea|nu am folosit",
    "uk": "не знаю|я не знаю|не впевнений|не впевнена|важко сказати|"
    "нічого додати|нічого сказати|не стосується|див. вище|як вище|те саме|"
    "бо ви запитали|не пам'ятаю|рано говорити|не хочу казати|може|тест|"
    "не розумію питання|не користувався|не користувалася",
    "ur": "معلوم نہیں|مجھے نہیں معلوم|یقین نہیں|مجھے یقین نہیں|کہنے کو کچھ نہیں|"
    "لاگو نہیں|اوپر دیکھیں|جیسا اوپر ہے|وہی|کیونکہ آپ نے پوچھا|یاد نہیں|ابھی کہنا مشکل ہے|"
    "بتانا نہیں چاہتا|بتانا نہیں چاہتی|شاید|سوال سمجھ نہیں آیا",
    "pa": "ਪਤਾ ਨਹੀਂ|ਮੈਨੂੰ ਨਹੀਂ ਪਤਾ|ਯਕੀਨ ਨਹੀਂ|ਕਹਿਣ ਲਈ ਕੁਝ ਨਹੀਂ|ਲਾਗੂ ਨਹੀਂ|ਉੱਪਰ ਦੇਖੋ|"
    "ਉਹੀ|ਕਿਉਂਕਿ ਤੁਸੀਂ ਪੁੱਛਿਆ|ਯਾਦ ਨਹੀਂ|ਸ਼ਾਇਦ|ਸਵਾਲ ਸਮਝ ਨਹੀਂ ਆਇਆ",
    "ar": "لا أعرف|لا أدري|لست متأكدا|لست متأكدة|ليس لدي ما أقول|"
    "ليس لدي ما أضيف|لا ينطبق|انظر أعلاه|كما أعلاه|نفس الشيء|لأنكم سألتم|لا أتذكر|"
    "من المبكر القول|أفضل عدم الإجابة|ربما|لم أفهم السؤال|لم أستخدم الخدمة",
}


def non_answers(language: str) -> list[str]:
    """Such answers in one language, as people write them; none for one that has no list."""
    return NON_ANSWERS[language].split("|") if language in NON_ANSWERS else []


_COMPARED = {
    language: frozenset(tuple(forms(each)) for each in listed.split("|"))
    for language, listed in NON_ANSWERS.items()
}


def is_non_answer(found: Sequence[str], language: str) -> bool:
    """Whether the forms of a whole text are such an answer."""
    return tuple(found) in _COMPARED.get(language, frozenset())

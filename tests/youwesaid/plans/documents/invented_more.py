"""More invented plans, of other layouts."""

from tests.youwesaid.plans.documents.invented import Invented, Part

PROSE = Invented(
    "prose.txt",
    "Working together in Ashcombe: our strategy for 2025 to 2028",
    parts=(
        Part("", "hearing people sooner",
             actions=(("We will open a drop-in at the library every week, so that nobody has to "
                 "book."),
                      "The partnership will pay for interpreters in six languages.",
                      "We will answer each letter within ten working days."),
             measures=(("We will know that this has worked when three in four people say that "
                 "they were listened to."),)),
        Part("", "keeping young people out of gangs",
             actions=("Police and schools will share what they see, under one agreement.",
                      "We will fund mentors in the four secondary schools by September 2026.",
                      ("The youth justice service will meet each young person in the week after "
                          "arrest.")),
             measures=(("Success will be measured by the number of first-time entrants to the "
                 "justice system."),)),
        Part("", "recovery after abuse",
             actions=("We will build a refuge with rooms for families with older sons.",
                      "The health board will offer therapy without a waiting list."),
             measures=("We will monitor how many people return to somebody who harmed them.",)),
    ),
)  # fmt: skip

TABLE = Invented(
    "table.docx",
    "Adult Safeguarding Board Action Plan 2025/26",
    parts=(
        Part("", "Self-neglect",
             actions=("Write a hoarding pathway with fire and housing", "Audit twenty cases"),
             owners=("Housing", "Quality group"), dues=("July 2025", "October 2025"),
             measures=("Pathway in use in all agencies", "Audit shows risk plans in 90% of cases")),
        Part("", "Transitions",
             actions=(("Meet every young person before they turn "
                 "seventeen"), "Agree one form for both services",
                      "Ask young people how it went"),
             owners=("Children's services", "Both directors", "Engagement officer"),
             dues=("From April 2025", "June 2025", "March 2026"),
             measures=("Meetings held", "Form adopted", "Twenty young people interviewed")),
        Part("", "Learning from reviews",
             actions=("Publish a one-page briefing after each review",),
             owners=("Business manager",), dues=("Within 20 working days",),
             measures=("Briefings read by 300 staff",)),
    ),
)  # fmt: skip

OUTCOME = Invented(
    "outcomes.pdf",
    "Local Outcomes Improvement Plan for Strathbrae 2024-2034",
    vision="A place where nobody is left behind.",
    parts=(
        Part("Outcome 1", "Our economy works for everybody",
             why=("Wages are 8% below the national average.", ("Two large employers closed in "
                 "2022.")),
             actions=("Support fifty small firms to pay the living wage", ("Open a childcare "
                 "loan for people who start work"),
                      ("Buy more from local social enterprises, beginning with food for schools "
                          "and care homes in 2025")),
             measures=("Median weekly wage", ("Unemployment below 3% by "
                 "2030"), "Childcare places per hundred children")),
        Part("Outcome 2", "People live free from harm",
             why=("Drug deaths remain high.",),
             actions=("Carry naloxone in every police car and library", ("Run same-day "
                 "prescribing in three towns"),
                      "Bring recovery workers into the emergency department"),
             measures=("Drug deaths per year", "People in treatment within 21 days")),
        Part("Outcome 3", "We care for our climate",
             actions=("Insulate 2,000 homes", "Restore the peat above the loch"),
             measures=("Tonnes of carbon a year",)),
    ),
)  # fmt: skip

PLAIN = Invented(
    "plain.docx",
    "Stopping Domestic Abuse Together: a strategy for Wenbury",
    principles=("Believe people first", "Hold those who harm to account"),
    parts=(
        Part("", "Earlier help",
             why=("Half of those who call had told a professional before",),
             actions=("Ask about abuse at every antenatal visit", ("Put advocates in both "
                 "emergency departments"),
                      "Teach healthy relationships in all schools"),
             outcomes=(("People find help the first time they tell "
                 "somebody"), "Fewer people are harmed again")),
        Part("", "Safe places to live",
             why=("There are eleven refuge places for a county of 400,000",),
             actions=("Add twenty refuge places", "Change the locks within a day"),
             outcomes=("Nobody has to leave work or school to be safe",)),
        Part("", "Changing behaviour",
             why=("Only one programme works with those who harm",),
             actions=("Commission a programme for young men", ("Bring courts and probation into "
                 "weekly meetings")),
             outcomes=("Those who harm stop", "Children feel safe at home")),
    ),
)  # fmt: skip

CARDS = Invented(
    "cards.docx",
    "Community Safety Strategy on a page, Fenmouth 2025-2028",
    parts=(
        Part("Priority 1", "Anti-social behaviour",
             statement="Make town centres pleasant again.",
             actions=("Extend the warden patrols to Sundays", ("Use one online report for all "
                 "agencies")),
             measures=("Reports of nuisance", "Feeling safe after dark up to 70%")),
        Part("Priority 2", "Serious violence",
             statement="Fewer young people carry knives.",
             actions=("Offer sport until ten at night", "Search weapon hot spots each week",
                      "Visit the families of excluded pupils"),
             measures=("Hospital admissions for knife wounds",)),
    ),
)  # fmt: skip

REGIONAL = Invented(
    "regional.md",
    "Regional violence prevention plan",
    vision="A region without fear.",
    parts=(
        Part("1", "Schools and colleges",
             actions=("Every school has a trusted adult scheme", ("Exclusion is the last step "
                 "and is always reviewed")),
             outcomes=("Pupils stay in education",)),
        Part("2", "Homes and families",
             actions=("Parents get help in their own language", "Home visits start before birth"),
             outcomes=("Children grow up without violence", "Siblings are offered support too")),
        Part("3", "Nights out",
             actions=("Venues share one radio net", "Street pastors are funded for three years"),
             outcomes=("People get home safe",)),
    ),
)  # fmt: skip

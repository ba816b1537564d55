"""Invented plans: what is in them, apart from how they are laid out."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One priority of an invented plan."""

    ref: str
    title: str
    statement: str = ""
    why: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    dues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invented:
    """An invented plan."""

    name: str
    title: str
    parts: tuple[Part, ...]
    principles: tuple[str, ...] = ()
    vision: str = ""
    aside: tuple[str, ...] = field(default=())

    def document(self) -> dict:
        """The plan file that somebody who reads the document would write."""
        found: dict = {
            "vision": {"id": "v", "text": self.vision or None},
            "principles": [{"id": text[:9], "text": text} for text in self.principles],
            "priorities": [], "actions": [], "outcomes": [], "measures": [],
        }  # fmt: skip
        for number, part in enumerate(self.parts, 1):
            key = f"p{number}"
            found["priorities"].append({"id": key, "ref": part.ref, "title": part.title})
            for section in ("actions", "outcomes", "measures"):
                found[section] += [
                    {"id": f"{key}-{section}{at}", "priority": key, "text": text}
                    for at, text in enumerate(getattr(part, section), 1)
                ]
        return found


HEALTH = Invented(
    "health.md",
    "Larkdale Integrated Care Strategy 2025 to 2030",
    vision="Everyone in Larkdale lives a long life in good health, close to people who care.",
    principles=("Kindness before process", "Share what we know", "Money follows need"),
    aside=("Larkdale General Hospital", "Larkdale Borough Council", "Healthwatch Larkdale"),
    parts=(
        Part("Pillar 1", "Starting well",
             statement="The first thousand days shape a whole life.",
             why=("One child in four lives in poverty", "Waiting times have doubled since 2019"),
             actions=("Open a family hub within walking distance of every estate",
                      "Train midwives to spot low mood in both parents",
                      "Bring speech therapy into nurseries by September 2026"),
             outcomes=("Children arrive at school ready to learn", ("Parents know whom to ring "
                 "at night")),
             measures=("At least 85% of two-year-olds have had their health check",
                       "Fewer emergency admissions of under fives, from 310 to 250 a year")),
        Part("Pillar 2", "Living well",
             statement="Most illness begins outside hospitals.",
             why=("Smoking is twice as common on the coast",),
             actions=("Offer stop smoking help at every outpatient visit",
                      "Pay community groups to run walking and gardening sessions",
                      "Publish waiting times for talking therapies every month",
                      "Appoint a lead for homeless health"),
             outcomes=("People are active in ways that they enjoy",),
             measures=("Smoking falls below 5% by 2030", "Number of people seen within six weeks")),
        Part("Pillar 3", "Ageing well",
             statement="Growing older should not mean growing lonely.",
             actions=("Give each care home a named doctor",
                      "Set up a falls service that answers within two hours"),
             outcomes=("Older people die where they wish to die",
                       "Carers are asked how they are, and helped"),
             measures=("Percentage of deaths in the usual place of residence",
                       "Carers' quality of life score")),
    ),
)  # fmt: skip

POLICE = Invented(
    "police.docx",
    "Police and Crime Plan for Stonemoor 2024-2028",
    aside=("The Commissioner holds the Chief Constable to account.",),
    parts=(
        Part("", "Putting victims first",
             statement="Victims told us that they wait too long to hear what is happening.",
             actions=("Give every victim of violence a named officer", ("Open a second sexual "
                 "assault referral centre"),
                      "Review the victims' code compliance each quarter"),
             owners=("Chief Constable", "Commissioner", "Victims Board"),
             dues=("March 2025", "December 2026", "Ongoing"),
             measures=("80% of victims satisfied with contact", "Centre open to the public",
                       "Quarterly compliance report published")),
        Part("", "Safer streets at night",
             statement="Women said that they change their route home.",
             actions=("Fund late buses on Fridays and Saturdays", "Put marshals at taxi ranks",
                      "Train bar staff to help people at risk"),
             owners=("Transport Partnership", "Councils", "Licensing Forum"),
             dues=("June 2025", "April 2025", "September 2025"),
             measures=("Passengers carried", ("Fewer assaults between 10pm and "
                 "4am"), "500 bar staff trained")),
        Part("", "Preventing rural crime",
             actions=("Buy trackers for farm machinery", "Hold a rural crime day in each district"),
             owners=("Rural Crime Team", "Neighbourhood policing"),
             dues=("2025", "Every year"),
             measures=("Machinery thefts down by 20%", "Six days held a year")),
    ),
)  # fmt: skip

COUNCIL = Invented(
    "council.pdf",
    "A Council Plan for Netherby 2026-2029",
    parts=(
        Part("Theme A", "A fair start for children",
             statement="Too many of our children grow up in homes that are cold, crowded or "
                 "unsafe, and schools tell "
                       "us that hunger keeps pupils from learning in the mornings.",
             actions=(("Offer a free breakfast in every primary school in the borough, beginning "
                 "with the ten schools "
                      "where most families are on low incomes"),
                      ("Double the number of foster carers who can take brothers and sisters "
                          "together"),
                      "Bring empty homes back into use for families with children"),
             measures=("95% of looked-after children live within twenty miles of home",
                       ("Number of families in bed and breakfast for more than six weeks falls "
                           "to zero"))),
        Part("Theme B", "Streets that people are proud of",
             statement="Litter and fly-tipping are what residents complain of most.",
             actions=("Collect fly-tipped rubbish within two working days of a report",
                      "Plant five thousand trees with schools and community groups",
                      ("Resurface the worst forty miles of road, chosen with a published list "
                          "that anybody can check"),
                      "Give each ward a named street warden"),
             measures=("Resident satisfaction with street cleaning rises from 48% to 60%",
                       "Share of reports closed in two working days")),
        Part("Theme C", "Growing older well in Netherby",
             actions=("Build two hundred flats with care on site",
                      "Train library staff to help with forms, benefits and hearing aids"),
             measures=("People over eighty who say that they are lonely, by yearly survey",)),
    ),
)  # fmt: skip

FIRE = Invented(
    "fire.txt",
    "Brackenshire Community Risk Strategy 2025-2029",
    parts=(
        Part("I", "SAFER HOMES",
             actions=(("visit every home where somebody uses oxygen, and come back within the "
                 "year to check alarms"),
                      ("share information on hoarding with housing associations, with the "
                          "tenant's knowledge"),
                      "fit sprinklers in the twelve tallest blocks by March 2028"),
             measures=(("accidental fires in homes per ten thousand "
                 "people"), "no death in a home that we had visited")),
        Part("II", "SAFER ROADS",
             actions=("teach the survive the drive course in all colleges",
                      "work with hospitals so that crash injuries are counted once"),
             measures=("people killed or seriously injured on rural roads, reduced by 15% by 2029",
                       "young drivers reached")),
        Part("III", "SAFER WATER",
             actions=("put throw lines at forty places where people swim",
                      "run open water sessions for teenagers each summer",
                      "agree one rescue plan with the coastguard and the mountain rescue"),
             measures=("drownings",)),
        Part("IV", "A SERVICE THAT LOOKS LIKE BRACKENSHIRE",
             actions=("recruit on-call firefighters from every valley",),
             measures=("share of new recruits who are women", ("complaints answered within ten "
                 "working days"))),
    ),
)  # fmt: skip

"""Invented articles for the group stage: two meetings of the same people, three months apart, and a flood."""

from dataclasses import replace

from crossread.records import (
    Actor,
    ActorMention,
    ActorType,
    Article,
    ArticleKind,
    DateBasis,
    Post,
    Resolution,
    Span,
)
from crossread.stages.resolve.time import times

LAKE_MAY = "Brenn and Duchess Ottoline hold first talks at Lake Varn"
LAKE_MAY_TEXT = (
    "VARN, May 12 (Agency) - Chancellor Aurel Brenn and Duchess Ottoline of Ostmark spoke for more"
    " than two hours at"
    " Lake Varn on Friday, mostly about the closed salt road and the fate of the Marl valley.\n"
    "Mr Brenn said the duchess had accepted that her border guards fired first. Her envoy denied it.\n"
    "The two agreed to reopen the salt road by the autumn.\n"
)
SALT_MAY = "Salt road to reopen after Lake Varn meeting"
SALT_MAY_TEXT = (
    "The salt road between Brennland and Ostmark will reopen by autumn, Chancellor Aurel Brenn"
    " announced after meeting"
    " Duchess Ottoline at Lake Varn on Friday.\n"
    "The talks lasted two hours and ten minutes. They also spoke of the Marl valley, where shots"
    " were fired in April.\n"
    "Ostmark's envoy said that nothing had been conceded about the border guards.\n"
)
TOWER_AUGUST = "Duchess and chancellor meet again, in the tower of Ostmark"
TOWER_AUGUST_TEXT = (
    "Duchess Ottoline received Chancellor Aurel Brenn in the tower of Ostmark on Wednesday for more"
    " than two hours of"
    " talks about the Marl valley and the fishing fleet.\n"
    "It was their second meeting. At Lake Varn on 12 May the two had agreed to reopen the salt road between"
    " Brennland and Ostmark.\n"
    "The duchess told reporters that the fleet would be allowed to sail.\n"
)
FLEET_AUGUST = "Fishing fleet may sail, Ottoline tells Brenn"
FLEET_AUGUST_TEXT = (
    "Ostmark will let the fishing fleet sail again, Duchess Ottoline told Chancellor Aurel Brenn"
    " when he visited her"
    " tower on Wednesday.\n"
    "Mr Brenn called the talks about the Marl valley and the fleet useful. They took over two hours.\n"
)
FLOOD_MAY = "Flood drives hundreds from homes in Tessel"
FLOOD_MAY_TEXT = (
    "The river Tess broke its banks in Tessel on Friday and drove more than three hundred people"
    " from their homes, the"
    " mayor said.\n"
    "Firemen brought families out by boat. The water stood two metres deep in the market square.\n"
)


def article(
    key: str, title: str | None, text: str, published: str | None, kind: ArticleKind = ArticleKind.ARTICLE
) -> Article:
    """An article whose stored text is its title and its body."""
    head = f"{title}\n\n" if title else ""
    return Article(
        key,
        f"{key}.txt",
        head + text,
        "text",
        "utf-8",
        "en",
        kind=kind,
        title=title,
        title_span=Span(0, len(title)) if title else None,
        outlet=f"The {key}",
        published=published,
        published_basis=DateBasis.STATED if published else None,
    )


LAKE = article("lake", LAKE_MAY, LAKE_MAY_TEXT, "2023-05-12")
SALT = article("salt", SALT_MAY, SALT_MAY_TEXT, "2023-05-13")
TOWER = article("tower", TOWER_AUGUST, TOWER_AUGUST_TEXT, "2023-08-17")
FLEET = article("fleet", FLEET_AUGUST, FLEET_AUGUST_TEXT, "2023-08-18")
FLOOD = article("flood", FLOOD_MAY, FLOOD_MAY_TEXT, "2023-05-13")
ALL = (LAKE, SALT, TOWER, FLEET, FLOOD)


def dated(*articles: Article) -> Resolution:
    """What resolve would say of the dates of ``articles``, and of the two actors."""
    brenn = Actor("brenn", "Aurel Brenn", ActorType.PERSON)
    ottoline = Actor("ottoline", "Duchess Ottoline", ActorType.PERSON)
    mentions = [
        ActorMention(one.id, Span(start, start + len(name)), actor)
        for one in articles
        for actor, name in (("brenn", "Brenn"), ("ottoline", "Ottoline"))
        if (start := one.text.find(name, len(one.title or ""))) >= 0
    ]
    return Resolution(
        actors=(brenn, ottoline),
        actor_mentions=tuple(mentions),
        times=tuple(found for one in articles for found in times(one)),
    )


def blog() -> Article:
    """A live blog of 12 May: four posts on the flood, three on the lake, one on neither."""
    flood = [
        (
            "The river Tess has broken its banks in Tessel, the mayor says, and the water is rising in"
            " the market square."
        ),
        (
            "Firemen in Tessel bring families out of flooded homes by boat. The river Tess still rises,"
            " the mayor warns."
        ),
        (
            "More than two hundred people have left their flooded homes in Tessel. The river Tess stands"
            " at two metres."
        ),
        (
            "The mayor of Tessel says the flood is the worst since records of the river Tess began;"
            " boats are running short."
        ),
    ]
    lake = [
        (
            "Chancellor Brenn has arrived at Lake Varn for talks with Duchess Ottoline about the salt"
            " road and the border."
        ),
        (
            "Duchess Ottoline and Chancellor Brenn are still talking at Lake Varn. The salt road is said"
            " to be the main matter."
        ),
        (
            "Brenn leaves Lake Varn: the duchess accepted that the salt road between Brennland and"
            " Ostmark should reopen."
        ),
    ]
    texts = [*flood, *lake, "That is all from us today. Thank you for reading."]
    text, posts = "What happened on Friday, as it happened\n\n", []
    for number, words in enumerate(texts):
        entry = f"1{number}:00\n{words} " + "Our reporters are there. " * 4 + "\n\n"
        posts.append(Post(f"2023-05-12T1{number}:00", Span(len(text), len(text) + len(entry) - 2)))
        text += entry
    base = article("blog", None, text, "2023-05-12", ArticleKind.LIVE_BLOG)
    return replace(base, posts=tuple(posts))

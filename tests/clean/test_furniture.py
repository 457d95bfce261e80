import textwrap
from dataclasses import replace

import pytest

from crossread.records import Article, Span
from crossread.stages.clean import clean

from .texts import PARAGRAPHS, TITLE, body, furniture, kept, raw, whys


def cleaned(text: str, **stated: str) -> Article:
    (article,) = clean([raw(text, **stated)])
    return article


def inside(line: str) -> Article:
    """An article with ``line`` as a paragraph of its own in the middle."""
    return cleaned(body(*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]))


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story continues below advertisement",
        "Share this article",
        "Share on Facebook Tweet Email",
        "Facebook",
        "Facebook Twitter WhatsApp Email",
        "Please use the buttons below to share this article with your friends.",
        "Sign up for our weekly newsletter and never miss a story from Norland.",
        "Subscribe now to continue reading.",
        "Already a subscriber? Log in",
        "Register Log in",
        "Follow Ada Writer on Twitter",
        "Follow us on Facebook and Instagram.",
        "Read more: Harbour master resigns over missing buoys",
        "ALSO READ : Norland’s fishermen want their harbour back",
        "RELATED: Ten things to know about Eastport",
        "Sudria recalls its envoy Read more",
        "© 2021 The Norland Post. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed without permission.",
        "This content is subject to copyright.",
        "You are using an outdated browser. Please upgrade your browser to see this page.",
        "We use cookies to improve this site. By continuing you accept our cookie policy.",
        "Please enable JavaScript to play this video.",
        "The chancellor in Eastport on Monday. Photograph: A. N. Other/Norland Pictures",
        "The chancellor leaves the talks. (AP Photo/A. N. Other)",
        "AP Photo/A. N. Other",
        "Fishing boats in the closed harbour - Credit: A. N. Other/Getty Images",
        "FILE - In this April 6, 2021, file photo, boats lie in the harbour of Eastport.",
        "https://post.example/world/harbour?ref=top",
        "11950 | 3",
        "5 min read",
        "27 comments",
        "2 hours ago",
        "* * *",
        "Additional reporting by B. Writer in Eastport",
        "The Norland Agency contributed to this report.",
        "The opinions expressed are those of the author and do not necessarily reflect those of the Post.",
    ],
)
def test_a_line_that_no_paragraph_is_made_of_is_furniture(line: str) -> None:
    article = inside(line)
    assert furniture(article) == [line]
    assert all(words in kept(article) for words in PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "“No.”",
        "The harbour stays shut",
        "Anton Weiss: “We have nothing to hide, and we never had.”",
        "“Share this burden with us,” the envoy said to the ministers of the league.",
        "“Sign up to the treaty, or leave the table,” the chancellor told the minister from Sudria.",
        "The photograph, taken by a passing sailor, shows the envoy on the quay at midnight.",
        "Sudria said that its cookies were for sale in Norland again, and that the boycott had ended.",
        "The copyright dispute between the two countries was not on the agenda of the talks this time.",
        "The editor of the newspaper, who is the minister’s brother, was not there and did not comment.",
        "He is a reporter who covers harbours, and the minister said that his report was wrong.",
        "Follow the money, the opposition said, and the reason for the closed harbour will be plain.",
        "We will reopen the harbour. — Anton Weiss (@aweiss) May 4, 2021",
        "What do you think the harbour is for, and who should pay for its buoys?",
        "Poor ports = bad credit: Just let that sink in.",
        "In one early morning email she told the envoy that the harbour was open.",
        "Q    Did the chancellor accept that?",
    ],
)
def test_what_is_said_in_the_text_is_body_whatever_its_words(line: str) -> None:
    article = inside(line)
    assert furniture(article) == []


def test_a_paragraph_shown_twice_is_body_once() -> None:
    article = cleaned(body(*PARAGRAPHS[:3], PARAGRAPHS[0], *PARAGRAPHS[3:]))
    assert whys(article) == {PARAGRAPHS[0]: "repeated paragraph"}
    assert kept(article).count(PARAGRAPHS[0]) == 1


def test_the_cut_start_of_a_paragraph_is_furniture() -> None:
    article = inside(PARAGRAPHS[4][:44])
    assert furniture(article) == [PARAGRAPHS[4][:44]]


def test_a_pull_quote_is_furniture() -> None:
    quote = "not to blame for anything that had happened in the harbour"
    told = f"Anton Weiss said later that his country was {quote}, and that he had told the chancellor so."
    article = cleaned(body(*PARAGRAPHS[:3], quote.capitalize(), *PARAGRAPHS[3:], told))
    assert furniture(article) == [quote.capitalize()]


def test_a_label_takes_the_teasers_below_it_along() -> None:
    teasers = "Related article\n     Harbour master resigns over missing buoys\n     Ten pilots follow him"
    article = inside(teasers)
    assert furniture(article) == [line.strip() for line in teasers.split("\n")]


LINKS = "Harbour master resigns over buoys Ten pilots follow him Five takeaways from ‘the debate’ MORE"


@pytest.mark.parametrize(
    ("name", "links", "rest"),
    [
        ("Anna Berg", f" Anna Maria Berg{LINKS}", "(C) said so"),
        ("Berg", f" Anna (Annie) Maria Berg{LINKS}", ", who said so"),
        ("Tom Hale Jr.", f" Thomas B. Hale Jr.{LINKS}", "said so"),
        ("Jan de Witt", f" Jan de Witt{LINKS}’s", "spokesman said so"),
        ("Anna Berg", f" Anna Berg {LINKS}", "said so"),
    ],
)
def test_links_behind_a_name_are_furniture_inside_the_sentence(name: str, links: str, rest: str) -> None:
    line = f"The minister, {name}{links} {rest}, and the harbour was to be opened once MORE ships came."
    article = inside(line)
    assert whys(article) == {links: "links inside a sentence"}
    plain = line.replace(links, " " * len(links))
    assert article.prose[article.text.index(line) :].startswith(plain)
    assert [gap.of(article.text) for gap in article.gaps()] == [links]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Berg, Anna Maria Berg and the others wanted MORE for the harbour than anyone had ever offered.",
        "Berg met Anna Berg and Anna Maria Berg of the harbour board, who asked for MORE ships in Eastport.",
    ],
)
def test_names_told_twice_are_no_links(line: str) -> None:
    assert furniture(inside(line)) == []


def test_an_agency_behind_the_last_words_is_a_credit() -> None:
    article = cleaned(body(*PARAGRAPHS[:-1], f"{PARAGRAPHS[-1]} Bloomberg"))
    assert whys(article) == {"Bloomberg": "agency credit"}
    assert article.agency == "Bloomberg"
    assert cleaned(body() + "\n\nReuters").agency == "Reuters"


def test_who_the_writer_is_is_furniture_at_the_end_only() -> None:
    blurb = "Ada Writer covers harbours for The Norland Post. Follow her on Twitter @adawriter."
    article = cleaned(body() + f"\n\n{blurb}\n\nShow comments")
    assert furniture(article) == [blurb, "Show comments"]
    assert article.outlet == "The Norland Post"


def test_a_whole_page_keeps_its_body_and_loses_the_rest() -> None:
    above = "\n".join(
        ["Skip to content", "Home", "World", "Sport", "The Norland Post", "Saturday 5 June 2021", TITLE]
    )
    below = "\n".join(
        ["Most read", *(f"Headline number {number} of the day" for number in range(12)), "Contact us"]
    )
    article = cleaned(f"{above}\n\n{body()}\n\n{below}")
    assert kept(article).split() == " ".join([TITLE, *PARAGRAPHS]).split()


def test_a_list_that_a_colon_announces_is_body() -> None:
    names = [f"Delegate {letter}, harbour of {letter}ville" for letter in "ABCDEFGHIJ"]
    article = cleaned(body(*PARAGRAPHS, "Those who took part in the talks:", *names))
    assert furniture(article) == []


def test_lines_that_recur_in_one_outlet_are_furniture_and_copies_prove_nothing() -> None:
    line = "Your voice from the coast since the year of the great storm"
    texts = []
    for number in range(4):
        own = [f"Paragraph {number}.{place}: {words}" for place, words in enumerate(PARAGRAPHS)]
        texts.append(raw(body(*own[:3], line, *own[3:]), outlet="The Norland Post"))
    assert [furniture(article) for article in clean(texts)] == [[line]] * 4
    copies = [
        raw(body(*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]), outlet="The Post", url=str(n)) for n in range(4)
    ]
    assert [furniture(article) for article in clean(copies)] == [[]] * 4


def test_articles_do_not_depend_on_the_order_of_the_run() -> None:
    texts = [
        raw(f"{body()}\n\nNumber {number}\n\nFacebook", outlet=f"Outlet {number}") for number in range(5)
    ]
    assert clean(texts[::-1]) == clean(texts)[::-1]


def test_text_of_a_fixed_width_is_read_by_paragraphs() -> None:
    wrapped = "\n\n".join(textwrap.fill(words, 40) for words in PARAGRAPHS)
    wrapped += "\n\nhttps://post.example/" + "a" * 200
    article = cleaned(f"{TITLE}\n\n{wrapped}\n\nFacebook\n")
    assert furniture(article) == ["https://post.example/" + "a" * 200, "Facebook"]
    assert article.title == TITLE
    assert article.headings == ()


def test_a_header_block_is_furniture() -> None:
    head = "TITLE: A call\nDATE: 2021-05-04"
    source = raw(f"{head}\n\n{body()}", title="A call", published="2021-05-04")
    (article,) = clean([replace(source, header=Span(0, len(head)))])
    assert whys(article) == {head: "header block"}
    assert article.title == "A call"
    assert article.title_span is None


@pytest.mark.parametrize(
    "line",
    [
        "The State Department is handling the matter because the reporter is one of its citizens.",
        "Mr. Weiss writes in a journal of the navy that the harbour was open all the time.",
        "Anton Weiss is the author of a book on harbours, and he was a director of the port.",
        "Bert Scribe has reportedly been told by his editor that the talks would be held in May.",
    ],
)
def test_a_last_paragraph_about_somebody_else_is_body(line: str) -> None:
    assert furniture(cleaned(f"{body()}\n\n{line}")) == []


@pytest.mark.parametrize(
    "credit",
    [
        *(
            f"({house} file)"
            for house in ("Shutterstock", "iStockphoto", "Zuma", "Rex Features", "AP", "REUTERS")
        ),
        *(f"Handout/A. N. {house}" for house in ("Getty", "Pexels", "Wikimedia Commons", "EPA-EFE", "Alamy")),
        *(
            f"{word}: A. N. Other"
            for word in ("Photograph", "PIX", "Picture credit", "Credits", "Illustration")
        ),
        *(f"{word} by A. N. Other" for word in ("Graphic", "Video", "Screenshot", "Screengrab", "Image")),
    ],
)
def test_a_line_that_ends_in_a_credit_is_a_caption_whoever_is_credited(credit: str) -> None:
    line = f"Ferries lie in the harbour of Eastport. {credit}"
    assert furniture(inside(line)) == [line]


def test_the_captions_of_a_gallery_are_furniture_however_long_their_line_is() -> None:
    captions = (
        f"Ferries lie in the harbour of Eastport. Hide Caption {n} of 14 Photos: Eastport"
        for n in range(1, 15)
    )
    gallery = "Photos: Eastport " + " ".join(captions)
    article = inside(gallery)
    assert furniture(article) == [gallery]
    assert all(words in kept(article) for words in PARAGRAPHS)

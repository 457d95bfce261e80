"""The pages. They read without JavaScript, and every list is one address that can be kept."""

from functools import cache
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from crossread.records import FindingKind
from crossread.serve.beside import beside, revision_lines
from crossread.serve.gathering import (
    account_lines,
    article_report,
    claim_lines,
    finding_views,
    grouped,
    heard,
    pointer,
    sayings,
    sections,
)
from crossread.serve.links import PageLinks
from crossread.serve.params import PAGE_SIZE, ActorId, FormDay, Held, Id, PageNumber, Words
from crossread.serve.pictures import bars, heat_map, travel
from crossread.serve.rendering import pager, render, static
from crossread.stages.report import to_html, to_json
from crossread.stages.report.html.article import article_views
from crossread.stages.report.html.page import resource
from crossread.stages.report.html.timeline import timeline
from crossread.stages.report.html.view import finding_view, story_view, table_views
from crossread.stages.report.shown import one_line

router = APIRouter(default_response_class=HTMLResponse)
_FILES = {
    "style.css": "text/css",
    "desk.js": "text/javascript",
    "htmx.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_ORDERS = {"changed": "last changed first", "date": "latest first", "conflicts": "most at odds first"}


@router.get("/")
def home() -> RedirectResponse:
    """The first page."""
    return RedirectResponse("/stories", 307)


@router.get("/static/{name}")
def static_file(request: Request, name: Annotated[str, Path(pattern=r"^[a-z]+\.(css|js|svg)$")]) -> Response:
    """The styles (the report's, and what the pages add) and scripts: all of them are ours or vendored.

    Browsers keep them, and ask whether they are still the same.
    """
    if name not in _FILES:
        return PlainTextResponse("There is no such file.", 404)
    content, tag = _static_content(name)
    kept = {"cache-control": "no-cache", "etag": tag}
    if request.headers.get("if-none-match") == kept["etag"]:
        return Response(status_code=304, headers=kept)
    return Response(content, media_type=_FILES[name], headers=kept)


@cache
def _static_content(name: str) -> tuple[str, str]:
    """What a file holds, and the tag by which a browser asks for it again: neither changes while we run."""
    content = static(name) if name != "style.css" else resource("style.css") + static("pages.css")
    return content, f'"{sha256(content.encode()).hexdigest()[:16]}"'


@router.get("/stories")
def stories(
    dossier: Held,
    actor: Words = "",
    outlet: Words = "",
    words: Words = "",
    since: FormDay = "",
    until: FormDay = "",
    order: Annotated[str, Query(pattern="^(changed|date|conflicts)$")] = "changed",
    page: PageNumber = 1,
) -> HTMLResponse:
    """The stories, filtered by time, actor, outlet and words of their name."""
    found = dossier.stories(
        actor=actor or None, outlet=outlet or None, words=words or None, since=since or None,
        until=until or None, order=order, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE,
    )  # fmt: skip
    filters = {"actor": actor, "outlet": outlet, "words": words, "since": since, "until": until}
    filters["order"] = order
    return render(
        "stories.html.j2",
        held=dossier.status(),
        stories=found.items,
        outlets=dossier.outlets(),
        actor_name=dossier.names([actor]).get(actor, actor) if actor else "",
        orders=_ORDERS,
        days=bars(dossier.days(), "Articles by day", "article"),
        filters=filters,
        pager=pager("/stories", filters, page, PAGE_SIZE, len(found.items), found.total),
    )


@router.get("/stories/{name}")
def story(dossier: Held, name: Id) -> Response:
    """A story: rival accounts first, then the rest of its findings, its points, its time, its articles."""
    found = dossier.story(name)
    links = PageLinks(found.report)
    views = finding_views(links)
    actors = {actor.id: actor for actor in found.report.actors if actor.named}
    return render(
        "story.html.j2",
        line=found.line,
        story=story_view(links, found.story),
        participants=[
            (actor, links.index.party(actor)) for actor in found.story.participants if actor in actors
        ],
        sections=sections(views),
        rejected=len(found.report.rejected),
        tables=table_views(links, views),
        timeline=timeline(links),
        heat=heat_map(links),
        travels={
            view.anchor: way
            for view in views
            if view.finding.kind is FindingKind.QUOTE_VARIANT and (way := travel(links, view))
        },
        days=bars(
            [(item.published, 1) for item in found.report.articles if item.published],
            "Reports by day",
            "report",
        ),
    )


@router.get("/stories/{name}/report.json")
def story_json(dossier: Held, name: Id) -> Response:
    """The story's report file."""
    return _download(to_json(dossier.story(name).report), "application/json", f"story-{name}.json")


@router.get("/stories/{name}/report.html")
def story_html(dossier: Held, name: Id) -> Response:
    """The story's report as one page to keep: saved, not shown, for its styles stand within it."""
    return _download(to_html(dossier.story(name).report), "text/html", f"story-{name}.html")


def _download(content: str, kind: str, name: str) -> Response:
    return Response(
        content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


@router.get("/articles/{name}")
def article(dossier: Held, name: Id) -> Response:
    """An article in full, its claims and passages of findings marked, and where else its matters stand."""
    found = dossier.article(name)
    links = PageLinks(article_report(found))
    (view,) = article_views(links)
    others = beside(dossier, found)
    return render(
        "article.html.j2",
        line=found.line,
        view=view,
        stories=[(story.id, story.name) for story in found.stories],
        matters=others.matters,
        missing=others.missing,
        alone=others.alone,
        revisions=revision_lines(dossier, found),
        claims=claim_lines(links, found),
        speakers=[(actor.id, links.index.party(actor.id)) for actor in heard(found)],
    )


@router.get("/findings/{name}")
def finding(dossier: Held, name: Id) -> Response:
    """One finding by itself, with everything that can be said of it."""
    found, report = dossier.finding(name)
    links = PageLinks(report)
    if found not in links.findings:  # a rejected one
        links.findings.append(found)
    return render(
        "finding.html.j2",
        view=finding_view(links, found),
        accounts=account_lines(links, found),
        others=[(other.id, one_line(other.question)) for other in links.findings
                if other.id != found.id and other.story == found.story],
    )  # fmt: skip


@router.get("/actors")
def actors(dossier: Held, words: Words = "", page: PageNumber = 1) -> HTMLResponse:
    """Actors, those who say most first."""
    found = dossier.actors(words=words or None, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    filters = {"words": words}
    return render(
        "actors.html.j2",
        actors=found.items,
        filters=filters,
        pager=pager("/actors", filters, page, PAGE_SIZE, len(found.items), found.total),
    )


@router.get("/actors/{name}")
def actor(
    dossier: Held,
    name: ActorId,
    by: Annotated[str, Query(pattern="^(time|story)$")] = "time",
    page: PageNumber = 1,
) -> Response:
    """An actor: what it said by time or by story, where its position shifts, who quotes it."""
    start = (page - 1) * PAGE_SIZE
    found = dossier.actor(name, by_story=by == "story", limit=PAGE_SIZE, offset=start)
    said = found.said
    names = dossier.story_names({item.story for item in said.items if item.story})
    return render(
        "actor.html.j2",
        line=found.line,
        forms=[form for form in found.actor.mentions if form != found.line.name],
        order=by,
        groups=grouped(sayings(dossier, said.items), names) if by == "story" else [],
        sayings=sayings(dossier, said.items) if by == "time" else [],
        shifts=[pointer(shift) for shift in found.shifts],
        quoted_by=found.quoted_by,
        days=bars(dossier.days(found.line.id), "What it said, by day", "claim"),
        pager=pager(f"/actors/{found.line.id}", {"by": by}, page, PAGE_SIZE, len(said.items), said.total),
    )

"""LlamaIndex: the steps clean → title and date → structure → act → cut, as transformations of one ingestion pipeline.

LlamaIndex carries the steps, not the bookkeeping: its document store drops identical texts silently and is saved only
on request, so ``ingest/source_run.py`` decides what is read. Imported when a run begins, never with ``ingest``.
"""

from collections.abc import Sequence
from dataclasses import replace

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, TextNode, TransformComponent

from domain.act import ActKind
from ingest.acts.recognition import find_act
from ingest.acts.session_date import find_session_date
from ingest.acts.stamps import find_transmission
from ingest.acts.successions import find_successions
from ingest.acts.transmission import find_sent
from ingest.cleaning import clean_pages
from ingest.passages import CutDocument, cut_passages
from ingest.structure import structure_pages
from ingest.text import Reading
from ingest.titles import find_title


class CleanText(TransformComponent):
    """Raw lines → paragraphs, headings, items, rows."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Replace ``pages`` in each node's metadata; keep what the stamps left out said."""
        for node in nodes:
            pages = node.metadata["pages"]
            node.metadata["transmission"] = find_transmission(pages)
            node.metadata["sent"] = find_sent(line.text for page in pages for line in page.lines)
            node.metadata["pages"] = clean_pages(pages)
        return nodes


class FindTitleAndDate(TransformComponent):
    """What the document says of itself: its title, its session's date."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Add ``title`` and ``session_date`` to each node's metadata."""
        for node in nodes:
            facts = node.metadata
            pages = facts["pages"]
            facts["title"] = find_title(facts["media_type"], pages, facts["declared_title"], facts["path"])
            told = find_session_date([line.text for page in pages[:3] for line in page.lines])
            sent = facts["sent"]
            facts["session_date"] = told or (sent.day if sent.kind is ActKind.DELIBERATION else None)
        return nodes


class PlaceLines(TransformComponent):
    """Lines with their headings, lead-ins and table headers."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Replace ``pages`` in each node's metadata."""
        for node in nodes:
            node.metadata["pages"] = structure_pages(node.metadata["pages"])
        return nodes


class FindAct(TransformComponent):
    """What the document is, the decisions that it carries, and what they do to other acts."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Add ``act``, ``decisions`` and ``successions`` to each node's metadata."""
        for node in nodes:
            facts = node.metadata
            act, facts["decisions"] = find_act(
                facts["pages"], facts["media_type"], facts["session_date"], facts["title"], facts["sent"]
            )
            facts["act"] = replace(act, transmission=facts["transmission"])
            facts["successions"] = find_successions(facts["pages"], facts["act"].kind, facts["decisions"])
        return nodes


class CutPassages(TransformComponent):
    """A document's node → one node a passage."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """One TextNode a passage; ``cut`` in its metadata holds its place."""
        passages: list[BaseNode] = []
        for node in nodes:
            named = ("title", "session_date", "act", "decisions", "successions")
            facts = {name: node.metadata[name] for name in named}
            for cut in cut_passages(node.metadata["pages"]):
                passages.append(TextNode(text=cut.text, metadata={**facts, "cut": cut}))
        return passages


class PassageSteps:
    """The pipeline. One document at a time: passages never mix, and nothing is cached or stored by it."""

    def __init__(self) -> None:
        steps = [CleanText(), FindTitleAndDate(), PlaceLines(), FindAct(), CutPassages()]
        self._pipeline = IngestionPipeline(transformations=steps, disable_cache=True)

    def __call__(self, reading: Reading, path: str) -> CutDocument:
        """Title, session date, act, decisions and passages of a reading; no cut when it holds no word."""
        node = TextNode(
            text="",
            metadata={
                "pages": reading.pages,
                "media_type": reading.media_type,
                "declared_title": reading.declared_title,
                "path": path,
            },
        )
        nodes = self._pipeline.run(nodes=[node])
        cuts = tuple(n.metadata["cut"] for n in nodes)
        return CutDocument(
            title=nodes[0].metadata["title"] if nodes else "",
            session_date=nodes[0].metadata["session_date"] if nodes else None,
            act=nodes[0].metadata["act"] if nodes else None,
            decisions=nodes[0].metadata["decisions"] if nodes else (),
            successions=nodes[0].metadata["successions"] if nodes else (),
            cuts=cuts,
        )

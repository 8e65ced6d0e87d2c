"""What a PDF lacks for a screen reader is told with what is missing."""

from pypdf.generic import BooleanObject, DictionaryObject, NameObject, NullObject, TextStringObject

from ingest.pdf.pypdf_tags import tag_signals

TREE = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
MARKED = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})


def catalogue(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def test_a_tagged_and_named_file_lacks_nothing() -> None:
    root = catalogue(MarkInfo=MARKED, StructTreeRoot=TREE, Lang=TextStringObject("fr"))
    assert tag_signals(root, "Tarifs") == []


def test_each_lack_is_told() -> None:
    unmarked = DictionaryObject({NameObject("/Marked"): BooleanObject(False)})
    rules = [signal.rule for signal in tag_signals(catalogue(MarkInfo=unmarked, StructTreeRoot=TREE), "Tarifs")]
    assert rules == ["PD-08", "PD-09"]
    no_tree = catalogue(MarkInfo=MARKED, StructTreeRoot=NullObject(), Lang=TextStringObject("fr"))
    assert [signal.rule for signal in tag_signals(no_tree, "Tarifs")] == ["PD-08"]
    both = tag_signals(catalogue(MarkInfo=MARKED, StructTreeRoot=TREE), " ")
    assert [signal.measures for signal in both] == [(("lacks", "title, language"),)]

"""Reading a part of a package piece by piece, so that its size costs time but no memory."""

import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from workbooks.refusal import refused

_PIECE = 64 * 1024
_NAMESPACE_END = " "


def dangerous(file: str) -> Exception:
    """The refusal of a part that defines entities of its own: that is how a kilobyte becomes a gigabyte."""
    return refused(file, "xml_entities", "В файле есть опасные определения XML: это не похоже на анкету.")


def streamed(
    file: str,
    archive: zipfile.ZipFile,
    path: str,
    begins: Callable[[str, dict[str, str]], None],
    ends: Callable[[str], None],
    says: Callable[[str], None],
) -> Iterator[None]:
    """Calls back for every element, by its name without the namespace, and every text; stops after each piece."""
    local = _Local()

    def refuse(*_declared: object) -> None:
        raise dangerous(file)

    parser = expat.ParserCreate(namespace_separator=_NAMESPACE_END)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: begins(local[tag], attributes)
    parser.EndElementHandler = lambda tag: ends(local[tag])
    parser.CharacterDataHandler = says
    with archive.open(path) as part:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield


class _Local(dict[str, str]):
    """Names without their namespaces; looked up for every element, and there are a dozen different ones."""

    def __missing__(self, tag: str) -> str:
        self[tag] = name = tag.rpartition(_NAMESPACE_END)[2]
        return name

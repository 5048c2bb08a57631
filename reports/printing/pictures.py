"""Pictures in documents of many pages, where python-docx would look through all of them for every further one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reports.printing.markup import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run


def add_picture(document: Document, run: Run, png: bytes, width: float, number: int, description: str) -> None:
    """A picture at the end of a run, `width` in millimetres; `number` is its own in the document, from 1.

    The description is what people hear who cannot see it.
    """
    from docx.image.image import Image
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml.shape import CT_Inline
    from docx.parts.image import ImagePart
    from docx.shared import Mm

    name = f"picture{number}.png"
    image = Image.from_file(io.BytesIO(png))
    part = ImagePart.from_image(image, PackURI(f"/word/media/{name}"))
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    inline: Any = CT_Inline.new_pic_inline(number, relation, name, *image.scaled_dimensions(width=Mm(width)))
    inline.docPr.set("descr", printable(description))
    run._r.add_drawing(inline)

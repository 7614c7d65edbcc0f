"""A PDF for the archive: tagged, with the PDF/A-3a identifier and files attached."""

import warnings
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reports.attachments import Attached
from reports.typesetting import Attachment, OwnFigures

VARIANT = "pdf/a-3a"
# That a document is accessible as well is a claim that PDF/A does not know: it has to
# be described where it is made.
_ACCESSIBLE = b"""\
<rdf:Description rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


def archived(attached: Sequence[Attached]) -> Callable[[Any], bytes]:
    """Give what writes laid-out pages for the archive, with files attached."""

    def write(document: Any) -> bytes:
        described = document.metadata.generate_rdf_metadata

        def claims(*arguments: Any) -> bytes:
            plain: bytes = described(*arguments)
            return plain.replace(_END, _ACCESSIBLE + _END)

        document.metadata.generate_rdf_metadata = claims
        with warnings.catch_warnings():
            # WeasyPrint leaves its colour profile to be closed by whoever finds it.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = document.write_pdf(
                pdf_variant=VARIANT,
                attachments=[_file(one) for one in attached],
                finisher=_finish,
            )
        return pdf

    return write


def _file(attached: Attached) -> Attachment:
    return Attachment(
        file_obj=BytesIO(attached.content),
        url_fetcher=OwnFigures({}),
        name=attached.name,
        description=attached.about,
        created=attached.dated,
        modified=attached.dated,
        relationship="Data",
    )


def _finish(document: Any, pdf: Any) -> None:
    """Put right what the identifier does not allow."""
    # Each file is listed twice, once by its name and once as an object.
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for thing in pdf.objects:
        picture = getattr(thing, "extra", {})
        if "Interpolate" in picture:
            picture["Interpolate"] = "false"

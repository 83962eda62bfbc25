"""Small Word documents that tests write part by part, whole and hostile."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>
</w:style></w:styles>"""


def run(text, *, letters=""):
    """Return a run of text, with properties of its letters if any."""
    told = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs, style=""):
    """Return a paragraph of runs; plain strings become runs."""
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inside = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p>{told}{inside}</w:p>"


def cell(text, *, span=1, merge=None):
    """Return a cell; `merge` is "restart" or "continue" for one that spans rows."""
    told = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    told += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{para(text)}</w:tc>"


def table(*rows):
    """Return a table; a row is a sequence of strings and cells."""
    lines = [
        "<w:tr>" + "".join(c if c.startswith("<") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    ]
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def document(*body, **parts):
    """Return the bytes of a document; `parts` are more files by name, "__" for "/"."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": STYLES,
    }
    files |= {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    sheet = BytesIO()
    with ZipFile(sheet, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return sheet.getvalue()


def outlook(*more, **parts):
    """Return a small outlook with further blocks and parts."""
    head = (
        para("Outlook 2026", style="T"),
        para("Scotiabank Economics"),
        para("11 December 2025"),
        para("United States", style="H1"),
        para("We expect real GDP growth in the United States of 1.6% in 2026."),
    )
    return document(*head, *more, **parts)

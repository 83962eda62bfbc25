"""The content of a bundled sample -> the same report as a web page, Markdown or Word file."""

import re
import tomllib
from html import escape
from pathlib import Path

from tests import word_files as word

CONTENT = Path(__file__).parents[1] / "assets" / "samples" / "content"
_TAGS = re.compile(r"<[^>]+>")


def content_of(name):
    """Return a sample's content as data."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def digest_line(content):
    """Return the line that says whose views the sample sums up, as its PDF prints it."""
    as_of = f"as of {content['as_of']}{content.get('qualifier', '')}"
    return f"Houseviews digest of public coverage · {content['house']} · {as_of}"


def as_html(content):
    """Return the report as a page that a browser saved."""
    body = [f"<p>{escape(digest_line(content))}</p><h1>{escape(content['title'])}</h1>"]
    if "standfirst" in content:
        body.append(f"<p>{content['standfirst']}</p>")
    for block in content["blocks"]:
        body += _html_block(block)
    text = "\n".join(body).replace("<super>", "<sup>").replace("</super>", "</sup>")
    return f"<!doctype html><html><body><main>{text}</main></body></html>".encode()


def _html_block(block):
    kind = next(iter(block))
    if kind == "heading":
        return [f"<h2>{block['heading']}</h2>"]
    if kind == "text":
        return [f"<p>{block['text']}</p>"]
    if kind == "bullets":
        return ["<ul>", *(f"<li>{item['text']}</li>" for item in block["bullets"]), "</ul>"]
    if kind == "table":
        return _html_table(block)
    if kind == "box":
        lines = (f"<p>{line['text']}</p>" for line in block["lines"])
        return [f"<aside><h3>{block['box']}</h3>", *lines, "</aside>"]
    return []


def _html_table(block):
    groups = "".join(
        f'<th colspan="{group["span"]}">{group["head"]}</th>' for group in block.get("groups", ())
    )
    heads = "".join(f"<th>{column['head']}</th>" for column in block["columns"])
    rows = [f"<tr>{groups}</tr>" if groups else "", f"<tr>{heads}</tr>"]
    width = len(block["columns"])
    for row in block["rows"]:
        if "section" in row:
            rows.append(f'<tr><td colspan="{width}"><b>{row["section"]}</b></td></tr>')
        else:
            cells = "".join(f"<td>{cell}</td>" for cell in row["cells"])
            rows.append(f"<tr><th>{row['label']}</th>{cells}</tr>")
    note = [f"<p class='note'>{block['note']}</p>"] if "note" in block else []
    caption = f"<caption>{block['table']}</caption>"
    return [f"<table>{caption}<thead>{rows[0]}{rows[1]}</thead>{''.join(rows[2:])}</table>", *note]


def as_markdown(content):
    """Return the report as Markdown; it has no spanning headers, so their words are repeated."""
    lines = [f"# {content['title']}", digest_line(content), content.get("standfirst", "")]
    for block in content["blocks"]:
        lines += _markdown_block(block)
    text = "\n\n".join(line for line in lines if line)
    return text.replace("<super>", "<sup>").replace("</super>", "</sup>").encode()


def _markdown_block(block):
    kind = next(iter(block))
    if kind == "heading":
        return [f"## {block['heading']}"]
    if kind == "text":
        return [block["text"]]
    if kind == "bullets":
        return ["\n".join(f"- {item['text']}" for item in block["bullets"])]
    if kind == "table":
        return [f"**{block['table']}**", _markdown_table(block), block.get("note", "")]
    if kind == "box":
        return [f"### {block['box']}", *(line["text"] for line in block["lines"])]
    return []


def _markdown_table(block):
    groups = [g["head"] for g in block.get("groups", ()) for _ in range(g["span"])]
    heads = [column["head"] for column in block["columns"]]
    if groups:
        heads = [f"{group} {head}".strip() for group, head in zip(groups, heads, strict=True)]
    rows = [heads, ["---"] * len(heads)]
    for row in block["rows"]:
        empty = [""] * (len(heads) - 1)
        rows.append(
            [f"**{row['section']}**", *empty] if "section" in row else [row["label"], *row["cells"]]
        )
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def as_word(content):
    """Return the report as a Word document."""
    body = [word.para(digest_line(content)), word.para(content["title"], style="T")]
    if "standfirst" in content:
        body.append(_word_text(content["standfirst"]))
    for block in content["blocks"]:
        body += _word_block(block)
    return word.document(*body)


def _word_text(text, *, style=""):
    parts = re.split(r"(<super>.*?</super>)", text)
    raised = '<w:vertAlign w:val="superscript"/>'
    runs = [
        word.run(_TAGS.sub("", part), letters=raised if part.startswith("<super>") else "")
        for part in parts
    ]
    return word.para(*runs, style=style)


def _word_block(block):
    kind = next(iter(block))
    if kind == "heading":
        return [word.para(block["heading"], style="H1")]
    if kind == "text":
        return [_word_text(block["text"])]
    if kind == "bullets":
        return [_word_text(f"• {item['text']}") for item in block["bullets"]]
    if kind == "table":
        note = [_word_text(block["note"])] if "note" in block else []
        return [word.para(block["table"], style="C"), _word_table(block), *note]
    if kind == "box":
        return [
            word.para(block["box"], style="H2"),
            *(_word_text(x["text"]) for x in block["lines"]),
        ]
    return []


def _word_table(block):
    def cell(text, span=1):
        told = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
        return f"<w:tc>{told}{_word_text(text)}</w:tc>"

    width = len(block["columns"])
    rows = [[cell(g["head"], g["span"]) for g in block["groups"]]] if "groups" in block else []
    rows.append([cell(column["head"]) for column in block["columns"]])
    for row in block["rows"]:
        if "section" in row:
            rows.append([cell(row["section"], width)])
        else:
            rows.append([cell(row["label"]), *map(cell, row["cells"])])
    return word.table(*rows)

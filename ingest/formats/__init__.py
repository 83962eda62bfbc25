"""Web pages, Word documents, Markdown and plain text -> a PDF that the readers take.

    decoding     bytes -> text in the encoding that the file says or shows
    webpage      HTML -> blocks; pruning drops the furniture, imprint finds who and when
    mhtml        a page saved in one file -> its HTML
    markdown     Markdown -> HTML -> blocks
    plain        text -> blocks; columns of figures keep their places
    word         DOCX -> blocks
    blocks       what all of these yield: titles, headings, paragraphs, items, tables, notes
    typesetting  blocks -> a plain PDF, and where on it each block came to stand
    rendition    the way in: `render(data)`

The PDF is a rendition of the report, never the report: fingerprint, name and size are those of the
original, and every row says besides its place on the page where it stands in the original. Nothing
is fetched and nothing is run; all of it happens in the process that reads.
"""

"""PDF bytes -> pages: words, rows, lines and blocks. The only room that knows PDFium."""

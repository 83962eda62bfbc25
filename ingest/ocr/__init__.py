"""Pictures of pages -> words on them, where the optional extra `[ocr]` is installed.

    choice        pages -> those whose text is a picture
    engine        picture -> lines of text with the place of each character (the recogniser)
    upright       picture -> the same, turned and straightened, and the way back to the page
    words         lines and ink -> words with tight boxes, in points
    shapes        words and ink -> a second reading of every figure, by the shapes of its digits
    recognition   the stages strung together: PDF and pages -> pages with words
    agreement     rows read from such pages -> accepted only where the second reading agrees

Nothing outside `engine`, `upright`, `words`, `shapes` imports what the extra brings, and those are
imported by the reading process alone, when there is a picture to read.
"""

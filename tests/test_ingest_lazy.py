"""Properties that are worked out once."""

from dataclasses import dataclass, field

from ingest.lazy import cached_property


@dataclass(frozen=True)
class Heap:
    """Counts how often it is asked."""

    asked: list[str] = field(default_factory=list)

    @cached_property
    def size(self):
        """How large it is."""
        self.asked.append("size")
        return 7


def test_a_value_is_worked_out_once_for_each_object():
    one, other = Heap(), Heap()
    assert (one.size, one.size, other.size) == (7, 7, 7)
    assert (one.asked, other.asked) == (["size"], ["size"])


def test_the_class_itself_gives_the_property_with_its_words():
    assert Heap.size.__doc__ == "How large it is."

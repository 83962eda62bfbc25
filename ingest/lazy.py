"""Properties that are worked out once: `functools.cached_property` without its lock.

Up to Python 3.11 that one takes a lock for every first reading, which costs more than most of what
lines and pieces work out. Reading twice at once would only work out the same value twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class cached_property(Generic[T]):
    """A property that is kept on the object after it was read once."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        """Take the name that the class gives."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any]) -> T: ...

    def __get__(self, instance: object | None, owner: type[Any]) -> Self | T:
        """Work the value out, and stand aside from then on."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value

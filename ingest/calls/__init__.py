"""Sentences -> calls: where a policy rate or a currency is headed, without a number.

    sentence -> moves (words of direction) -> subjects -> periods -> candidates

The words are in `warehouse/reference/calls.toml`; a call becomes a candidate like any number and
is judged in `resolving`.
"""

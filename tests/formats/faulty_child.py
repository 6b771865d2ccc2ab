"""A child that does what it is asked: answer, crash, hang, swallow memory or talk too much."""

import ctypes
import os

from kontor.formats import child

MEMORY = 200 * child.MEBIBYTE


def answer(question: child.Answer) -> child.Answer:
    """The question itself, after what its "do" asks for."""
    match question.get("do"):
        case "crash":
            ctypes.string_at(0)
        case "hang":
            while True:
                pass
        case "swallow memory":
            question["swallowed"] = len(bytearray(2**31))
        case "talk":
            print("a line on standard output", flush=True)
        case "show settings":
            question["settings"] = sorted(os.environ)
        case _:
            pass
    return question


if __name__ == "__main__":
    child.serve(answer, memory=MEMORY)

"""Readers of the texts that the models are trained on; README.md says where they come from."""
import csv
import re


def read(path):
    """The sentences of texts.csv, as lists of words."""
    with path.open(encoding="cp1252", newline="", errors="replace") as file:
        yield from sentences(file)


def sentences(lines):
    words = []
    for row in csv.DictReader(lines):
        if row["Sentence #"] and words:
            yield words
            words = []
        if row["Word"]:
            words.append(row["Word"])
    if words:
        yield words


def untokenized(line):
    """A sentence of alt.vi as it is written: its words stand apart, and its first letter is small where no name begins it."""
    line = re.sub(r" ([,.;:!?%)\]”…])", r"\1", line.strip())
    line = re.sub(r"([(\[“$]) ", r"\1", line)
    line = re.sub(r"(\w) - (\w)", r"\1-\2", line)
    line = re.sub(r"(\d) ?: (\d)", r"\1:\2", line)
    line = re.sub(r"(\w) / (\w)", r"\1/\2", line)
    first, *others = line.split('"')
    text, opened = first, False
    for part in others:
        text = text.rstrip(" ")
        text += (' "' if text else '"') + part.lstrip(" ") if not opened else '"' + part
        opened = not opened
    text = text.strip()
    letter = re.search(r"[^\W\d_]", text)
    return text if letter is None else text[:letter.start()] + letter.group().upper() + text[letter.end():]

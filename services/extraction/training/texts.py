"""Reader of the public-domain texts."""
import csv


def read(path):
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

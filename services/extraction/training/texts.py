"""Reader of the public-domain texts."""
import csv


def sentences(path):
    words = []
    with path.open(encoding="cp1252", newline="", errors="replace") as file:
        for row in csv.DictReader(file):
            if row["Sentence #"] and words:
                yield words
                words = []
            if row["Word"]:
                words.append(row["Word"])
    if words:
        yield words

"""Readers of the public test sets: each yields documents with their gold, in the extraction's own types where they map.

The sets' folders and what their types mean: README.md beside this file. Offsets are code points.
"""
import json
import re
import sys
import xml.etree.ElementTree

NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?%)\]}…’”]+|'s|’s|n't|n’t|'|''|'[a-z]{1,2})$")
NO_SPACE_AFTER = re.compile(r"^(?:[(\[{$£€#“‘]|``)$")


class Document:
    """A text and its gold names: spans (begin, end, type)."""

    def __init__(self, name, text, spans, **more):
        self.name, self.text, self.spans = name, text, spans
        self.starts = more.pop("starts", None)  # where tokens begin and end, if the gold is of tokens
        self.optional = more.pop("optional", [])
        self.language = more.pop("language", "en")
        self.published = more.pop("published", "")
        self.lines = more.pop("lines", "\n" not in text)  # each line is a paragraph
        self.gold = more  # what a set has besides


def read_columns(path, comment=None):
    """Sentences of a CoNLL-like file: lists of rows."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if comment and line.startswith(comment):
            rows.append(line)
        elif line.strip():
            rows.append(re.split(r"\t| (?=\S+$)", line))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def spans_of_tags(tags):
    """(first, last, label) of IOB1 or IOB2 tags; last is exclusive."""
    spans, first, label = [], None, None
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        goes_on = prefix == "I" and first is not None and name == label
        if first is not None and not goes_on:
            spans.append((first, i, label))
            first = None
        if prefix in ("B", "I") and first is None:
            first, label = i, name
    return spans


def join(tokens):
    """A sentence's text as it is written, and where each token stands in it."""
    text, places, opened = "", [], False
    for i, token in enumerate(tokens):
        space = i > 0 and not NO_SPACE_BEFORE.match(token) and not NO_SPACE_AFTER.match(tokens[i - 1])
        if token == '"':
            space = i > 0 and not opened
            opened = not opened
        elif i > 0 and tokens[i - 1] == '"' and opened:
            space = False
        text += " " * space
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def place(tokens, text):
    """Where each token stands in a text that is given."""
    places, at = [], 0
    for token in tokens:
        begin = text.index(token, at)
        at = begin + len(token)
        places.append((begin, at))
    return places


def assemble(name, sentences, types):
    """A document of (text, token places, tags) sentences, each a line; tags that `types` lacks are left out."""
    text, spans, optional, starts = "", [], [], []
    for sentence, places, tags in sentences:
        at = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + sentence
        moved = [(begin + at, end + at) for begin, end in places]
        starts += moved
        for first, last, label in spans_of_tags(tags):
            span = (moved[first][0], moved[last - 1][1], types.get(label))
            (spans if span[2] else optional).append(span)
    return Document(name, text, spans, starts=starts, optional=optional, lines=True)


def uner(folder, part="dev"):
    """Universal NER: English web texts by document."""
    types = {t: t for t in ("PER", "ORG", "LOC")}
    (path,) = folder.glob(f"*-{part}.iob2")
    name, sentences = None, []
    for rows in read_columns(path, "#"):
        comments = [row for row in rows if isinstance(row, str)]
        rows = [row for row in rows if not isinstance(row, str)]
        for comment in comments:
            if comment.startswith("# newdoc id = "):
                if sentences:
                    yield assemble(name, sentences, types)
                name, sentences = comment[14:], []
        text = next(c[9:] for c in comments if c.startswith("# text = "))
        tokens = [row[1] for row in rows]
        sentences.append((text, place(tokens, text), [row[2] for row in rows]))
    yield assemble(name, sentences, types)


def wikigold(folder):
    """Wikipedia articles."""
    types = {t: t for t in ("PER", "ORG", "LOC")}
    articles = []
    for rows in read_columns(folder / "wikigold.conll.txt"):
        if rows[0][0] == "-DOCSTART-":
            articles.append([])
        else:
            if not articles:
                articles.append([])
            articles[-1].append((*join([row[0] for row in rows]), [row[1] for row in rows]))
    for i, sentences in enumerate(filter(None, articles)):
        yield assemble(f"wikigold-{i}", sentences, types)


def crossner(folder, part="test"):
    """CrossNER politics: sentences, types merged to ours."""
    types = {"person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "country": "GPE", "location": "LOC",
             "event": "EVT", "election": "EVT"}
    for i, rows in enumerate(read_columns(folder / f"{part}.txt")):
        yield assemble(f"crossner-{i}", [(*join([row[0] for row in rows]), [row[1] for row in rows])], types)


INNER_WORDS = {"of", "the", "and", "for", "on", "in", "to", "de", "al", "bin", "van", "von", "s", "by", "at", "-"}
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
LEADING = re.compile(r"(?:(?:the|a|an|our|its|their|this|since|by|on|in|of|and)\s+)+", re.I)


def is_name(value):
    words = re.findall(r"[^\W_]+", value)
    return bool(words) and words[0][0].isupper() and all(w in INNER_WORDS or w[0].isupper() or w[0].isdigit() for w in words)


def is_calendar(value):
    words = [w.lower() for w in re.findall(r"\w+", value)]
    return any(w in MONTHS or w[:3] in [m[:3] for m in MONTHS] and w.isalpha() and len(w) <= 4 or w in WEEKDAYS
               or re.fullmatch(r"(19|20)\d\d", w) for w in words)


def re3d(folder):
    """Documents of ministries and commands. The gold marks every phrase that refers to something, and within it again; a gold
    name here is one that is written as a name (after articles), a gold time one that names a month, weekday or year. What the
    gold marks besides is neither missed nor extra."""
    types = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NRP", "Temporal": "DTE"}
    for documents in sorted(folder.glob("*/documents.json")):
        texts = {d["_id"]: d["text"] for d in map(json.loads, filter(str.strip, documents.read_text("utf-8").splitlines()))}
        marks = {key: [] for key in texts}
        for entity in map(json.loads, filter(str.strip, documents.with_name("entities.json").read_text("utf-8").splitlines())):
            if entity["documentId"] in marks:
                marks[entity["documentId"]].append(entity)
        for key, text in texts.items():
            spans, optional = [], []
            for mark in marks[key]:
                begin, end, kind = mark["begin"], mark["end"], types.get(mark["type"], "")
                article = LEADING.match(text, begin, end)
                if article:
                    begin = article.end()
                value = text[begin:end]
                named = is_calendar(value) if kind == "DTE" else is_name(value)
                sure = mark["confidence"] >= 0.5
                (spans if sure and named and kind else optional).append((begin, end, kind))
            yield Document(key, text, sorted(set(spans)), optional=optional)


def plover(folder):
    """Sentences with their PLOVER event type, old names renamed."""
    renamed = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
    for record in json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text("utf-8")):
        if "text" in record:
            yield Document(record["id"], record["text"], [], published=record["date"], event=renamed.get(record["event"], record["event"]))


# The unit tests of PETRARCH2 come from those of its predecessors: most of their codes are WEIS (McClelland 1978), the scheme that CAMEO was
# made from, later ones are CAMEO. WEIS root: the CAMEO roots whose acts it codes. WEIS: 01 yield, 02 comment, 03 consult, 04 approve,
# 05 promise, 06 grant, 07 reward, 08 agree, 09 request, 10 propose, 11 reject, 12 accuse, 13 protest, 14 deny, 15 demand, 16 warn,
# 17 threaten, 18 demonstrate, 19 reduce relations, 20 expel, 21 seize, 22 force.
WEIS = {"01": {"08"}, "02": {"01"}, "03": {"04"}, "04": {"05"}, "05": {"03"}, "06": {"054", "055", "056", "08"}, "07": {"06", "07"},
        "08": {"03", "057", "06"}, "09": {"02"}, "10": {"02"}, "11": {"12"}, "12": {"11"}, "13": {"11", "14"}, "14": {"01", "12"},
        "15": {"10"}, "16": {"13"}, "17": {"13"}, "18": {"14", "15"}, "19": {"16", "12"}, "20": {"16", "17"}, "21": {"17"},
        "22": {"18", "19", "20"}}


def petrarch2(folder):
    """Sentences of the coder's unit tests with what their codes stand for in CAMEO: beginnings of its codes, in either scheme that
    the code may be of (four digits are CAMEO). Codes of neither are of the test dictionary alone; sentences that are to give
    an error test its reader."""
    text = (folder / "PETR.UnitTest.records.xml").read_text("utf-8")
    for record in re.findall(r"<Sentence\b.*?</Sentence>", re.sub(r"<!--.*?-->", "", text, flags=re.S), re.S):
        node = xml.etree.ElementTree.fromstring(re.sub(r"<Parse>.*?</Parse>", "", record, flags=re.S).replace("&", "&amp;"))
        codes = {c.get("eventcode") or "" for c in node.iter("EventCoding")}
        cameo = {c[:2] for c in codes if re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", c)}
        weis = {c[:2] for c in codes if re.fullmatch(r"\d{2,3}", c) and c[:2] in WEIS}
        if cameo:
            date = node.get("date")
            yield Document(node.get("id"), " ".join(node.find("Text").text.split()), [],
                           published=f"{date[:4]}-{date[4:6]}-{date[6:]}", roots=cameo, weis=weis,
                           meant=cameo.union(*(WEIS[w] for w in weis)))


def petrarch2_lexicon(folder, documents, directory):
    """Writes the actors of the set's own dictionary, partly invented ones, as a user's lexicon into `directory`: those that the
    sentences name, as they are written there."""
    dictionary = folder / "PETR.Validate.actors.txt"
    if not dictionary.exists():
        print(f"public: no {dictionary}: names that the set invents are read without it", file=sys.stderr)
        return
    text = "\n".join(d.text for d in documents)
    rows, last = [], None
    for line in dictionary.read_text("utf-8").splitlines():
        line = re.sub(r"<!--.*?-->|#.*|\[.*?\]", "", line).strip()
        name = " ".join(line.lstrip("+").replace("_", " ").split())
        if len(name) < 3 or line.startswith("<"):
            continue
        added = line.startswith("+")
        match = re.search(r"\b" + re.escape(name) + r"(?:n|s|i|ian)?\b", text, re.I)
        written = match.group()[:len(name)] if match else ""
        if not written[:1].isupper():
            last = last if added else None
            continue
        if added and last is not None:
            last.append(written)
        else:
            last = [written]
            rows.append(last)
    lines = ["id\ttype\tclass\tcountry\tnames_en\tnames_vi\tdemonyms_en"]
    for names in rows:
        key = re.sub(r"[^a-z]+", "-", names[0].lower()).strip("-")
        demonyms = sorted({m for n in names for m in re.findall(r"\b" + re.escape(n) + r"(?:ians?|is?|ns?|s)\b", text)} - set(names))
        lines.append(f"test-{key}\tGPE\tstate\t\t{'|'.join(dict.fromkeys(names))}\t{names[0]}\t{'|'.join(demonyms)}")
    (directory / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def ntrex(folder):
    """News stories in pairs: the English one, then its Vietnamese translation."""
    for path in sorted(folder.glob("*.json")):
        story = json.loads(path.read_text("utf-8"))
        for language in ("en", "vi"):
            text = "\n\n".join(segment[language] for segment in story["segments"])
            yield Document(f"{story['document']}.{language}", text, [], language=language)

"""The gold of resolution across documents (knowledge_gold/README.md) and what of it the system found. Standard library only."""
import collections
import hashlib
import json
import random
import re
import unicodedata

# Types that a reader may give the same name: a country's adjective is its name, a region may be taken for a state.
SAME_TYPE = {"NRP": "GPE", "LOC": "GPE"}
SPLIT_SEED = 4


def read_text(path):
    return path.read_bytes().decode("utf-8")


def digest(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def composed(text):
    """The text in NFC, and the offset in `text` of each of its characters (and of its end)."""
    out, offsets, at = [], [], 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[at:end])
        out.append(cluster)
        offsets += [at] * len(cluster)
        at = end
    return "".join(out), offsets + [len(text)]


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_evidence(a, b):
    shorter = min(a[1] - a[0], b[1] - b[0])
    return shorter > 0 and overlap(a, b) >= 0.5 * shorter


class Group:
    """Documents, entities {id: {type, names: {document: [[begin, end]]}}}, events and roles, as the file has them."""

    def __init__(self, path):
        gold = json.loads(path.read_text("utf-8"))
        self.name = gold["group"]
        self.documents = gold["documents"]
        self.entities, self.events, self.roles = gold["entities"], gold["events"], gold["roles"]


def halves(groups):
    """Two halves, at random but always the same; groups that tell of the same event are in one."""
    parent = {group.name: group.name for group in groups}

    def find(name):
        while parent[name] != name:
            name = parent[name]
        return name

    for group in groups:
        for event in group.events.values():
            for other in event.get("same_as", []):
                other = other.split("/")[0]
                if other in parent:
                    parent[find(other)] = find(group.name)
    parts = collections.defaultdict(list)
    for group in sorted(groups, key=lambda g: g.name):
        parts[find(group.name)].append(group)
    parts = [parts[name] for name in sorted(parts)]
    random.Random(SPLIT_SEED).shuffle(parts)
    result = ([], [])
    for part in parts:
        min(result, key=lambda half: sum(len(g.documents) for g in half)).extend(part)
    return result


def name_mentions(group, document, text):
    """Where the document's gold names stand by themselves: (begin, end, form, ids), the longest name of a place alone."""
    forms = collections.defaultdict(set)
    for ident, entity in group.entities.items():
        for begin, end in entity["names"].get(document, []):
            forms[unicodedata.normalize("NFC", text[begin:end])].add(ident)
    plain, offsets = composed(text)
    taken, found = [False] * len(plain), []
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        for match in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", plain):
            if not any(taken[match.start():match.end()]):
                taken[match.start():match.end()] = [True] * len(form)
                found.append((offsets[match.start()], offsets[match.end()], form, forms[form]))
    return sorted(found, key=lambda m: m[:2])


def link_names(group, document, text, mentions):
    """Each gold name of the document with the system's entities: {(gold id, form): Counter(system id)}."""
    links, given = {}, sorted(mentions, key=lambda m: m["begin"])
    for ident, entity in group.entities.items():
        for begin, end in entity["names"].get(document, []):
            links[ident, unicodedata.normalize("NFC", text[begin:end])] = collections.Counter()
    for begin, end, form, idents in name_mentions(group, document, text):
        for ident in idents:
            kind = group.entities[ident]["type"]
            best = max((m for m in given if SAME_TYPE.get(m["type"], m["type"]) == SAME_TYPE.get(kind, kind)),
                       key=lambda m: overlap((begin, end), (m["begin"], m["end"])), default=None)
            if best and overlap((begin, end), (best["begin"], best["end"])):
                links[ident, form][best["entity"]] += 1
    return links


def event_value(gold, given):
    """How surely a report of the system is the gold's; 0: it is not. Participants of both are gold ids."""
    if gold["type"] != given["type"]:
        return 0
    want, got = set(gold["participants"]), set(given["participants"])
    share = len(want & got) / len(want | got)
    evidence = same_evidence((gold["begin"], gold["end"]), (given["begin"], given["end"]))
    named = share >= 0.5 and (len(want) != 2 or want <= got)
    if not named and not (evidence and share > 0):
        return 0
    return share + 0.5 * evidence + 0.2 * (gold["time"] == given["time"]) + 0.2 * (gold["place"] == given["place"])


def match(gold, given, value):
    """Greedy one-to-one pairs (gold index, given index), the best first."""
    ranked = sorted(((value(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(given)), key=lambda p: (-p[0], p[1:]))
    pairs, used = {}, set()
    for worth, i, j in ranked:
        if worth > 0 and i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs

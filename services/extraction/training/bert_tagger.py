"""Names by a BERT (Devlin et al. 2019) with one layer above it: the teacher of `teacher`. Needs torch, transformers and tokenizers.

A word is a run of letters and digits, or another character; what is told of it is told of its first piece. Offsets are code points.
"""
import random
import re
import struct

import numpy as np
import tokenizers
import torch
import transformers

TYPES = ["PER", "ORG", "GPE", "LOC", "NRP", "EVT", "AGR"]
TAGS = ["O"] + [prefix + kind for kind in TYPES for prefix in ("B-", "I-")]
WORD = re.compile(r"\w+|[^\w\s]")
LONGEST = 126                # pieces read together, beside the two marks of BERT
FROZEN = 6                   # lower layers that stay as they are, with the embeddings
RATE, WARMING = 5e-5, 0.08
TOGETHER = 1024              # pieces of a step
MARKED_TOGETHER = 2048


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of a protobuf message: integers and bytes."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            size, at = varint(data, at) if tag & 7 == 2 else ({5: 4, 1: 8}[tag & 7], at)
            value, at = data[at:at + size], at + size
        yield tag >> 3, value


def block(data, at, size):
    """The entries of a block of a table (LevelDB's format, which TensorFlow's variables.index has)."""
    data = data[at:at + size]
    end = len(data) - 4 - 4 * struct.unpack("<I", data[-4:])[0]
    place, name = 0, b""
    while place < end:
        shared, place = varint(data, place)
        own, place = varint(data, place)
        length, place = varint(data, place)
        name = name[:shared] + data[place:place + own]
        place += own
        yield name, data[place:place + length]
        place += length


def variables(folder):
    """The float variables of a TensorFlow checkpoint, by name."""
    index = (folder / "variables.index").read_bytes()
    at = 0
    for _ in range(2):
        _, at = varint(index[-48:], at)
    begin, at = varint(index[-48:], at)
    size, at = varint(index[-48:], at)
    data = np.memmap(folder / "variables.data-00000-of-00001", dtype=np.uint8, mode="r")
    for _, handle in block(index, begin, size):
        begin, at = varint(handle, 0)
        size, at = varint(handle, at)
        for name, value in block(index, begin, size):
            entry, shape = {1: 0, 4: 0, 5: 0}, []
            for number, inner in fields(value) if name else ():
                if number == 2:
                    shape = [dict(fields(side)).get(1, 0) for field, side in fields(inner) if field == 2]
                else:
                    entry[number] = inner
            if entry[1] == 1:
                bytes_ = data[entry[4]:entry[4] + entry[5]].tobytes()
                yield name.decode(), np.frombuffer(bytes_, dtype=np.float32).reshape(shape)


def pretrained(folder):
    """Google's BERT by the names of `transformers`."""
    state = {}
    for name, value in variables(folder / "variables"):
        name = re.sub(r"^module/", "", name)
        if not name.startswith("bert/"):
            continue
        name = name[5:].replace("layer_", "layer.").replace("/", ".").replace("gamma", "weight").replace("beta", "bias")
        if name.endswith("kernel"):
            name, value = name[:-6] + "weight", value.T
        if name.endswith("_embeddings"):
            name += ".weight"
        state[name] = torch.tensor(np.ascontiguousarray(value))
    return state


class Net(torch.nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.bert = transformers.BertModel(transformers.BertConfig(vocab_size=vocabulary), add_pooling_layer=False)
        self.drop = torch.nn.Dropout(0.1)
        self.out = torch.nn.Linear(768, len(TAGS))

    def forward(self, pieces, mask):
        return self.out(self.drop(self.bert(pieces, attention_mask=mask).last_hidden_state))


def allowed(document, words):
    """The tags that each word may have by the document's marks, as rows of 0 and 1."""
    free = [0] + [TAGS.index(prefix + kind) for kind in document["outside"] for prefix in ("B-", "I-")]
    rows = [free] * len(words)
    for begin, end, kinds in sorted(document["spans"]):
        inside = [i for i, (first, _) in enumerate(words) if begin <= first < end]
        for i in inside:
            tags = {tag for kind in kinds for tag in (free if kind == "O" else [TAGS.index(("B-" if i == inside[0] else "I-") + kind)])}
            rows[i] = sorted(tags)
    return rows


class Tagger:
    """The net with its pieces of words, from the folder of a TensorFlow saved model."""

    def __init__(self, folder):
        lines = (folder / "assets/vocab.txt").read_text("utf-8").splitlines()
        self.tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece({word: i for i, word in enumerate(lines)}, unk_token="[UNK]"))
        self.tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=False, strip_accents=False)
        self.tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
        self.known = {}
        self.net = Net(len(lines))
        self.net.bert.load_state_dict(pretrained(folder), strict=False)

    def chunks(self, text):
        """The words of a text, and lines packed together: (pieces, where each word's first is, numbers of the words)."""
        words = [match.span() for match in WORD.finditer(text)]
        pieces = []
        for begin, end in words:
            word = text[begin:end]
            if word not in self.known:
                self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids or [100]
            pieces.append(self.known[word][:LONGEST])
        lines = []
        for i, (begin, _) in enumerate(words):
            if not lines or "\n" in text[words[i - 1][1]:begin]:
                lines.append([])
            lines[-1].append(i)
        out, ids, at, numbers = [], [], [], []
        for line in lines:
            whole = sum(len(pieces[i]) for i in line)
            for k, i in enumerate(line):
                if ids and len(ids) + (whole if k == 0 and whole <= LONGEST else len(pieces[i])) > LONGEST:
                    out.append(([101, *ids, 102], [a + 1 for a in at], numbers))
                    ids, at, numbers = [], [], []
                at.append(len(ids))
                numbers.append(i)
                ids = ids + pieces[i]
        if ids:
            out.append(([101, *ids, 102], [a + 1 for a in at], numbers))
        return words, out

    def train(self, documents, log):
        """Once over the documents: the likelihood is that of all allowed tags of a word."""
        torch.manual_seed(1)
        random.seed(1)
        examples = []
        for document in documents:
            words, chunks = self.chunks(document["text"])
            tags = allowed(document, words)
            examples += [(ids, at, [tags[i] for i in numbers]) for ids, at, numbers in chunks]
        for frozen in (self.net.bert.embeddings, *self.net.bert.encoder.layer[:FROZEN]):
            frozen.requires_grad_(False)
        learned = [p for p in self.net.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01)
        order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]) + random.random() * 8)
        batches = [[]]
        for i in order:
            if batches[-1] and (len(batches[-1]) + 1) * len(examples[i][0]) > TOGETHER:
                batches.append([])
            batches[-1].append(i)
        random.shuffle(batches)
        self.net.train()
        for step, batch in enumerate(batches):
            pieces, mask = padded([examples[i][0] for i in batch])
            may = torch.zeros(*pieces.shape, len(TAGS), dtype=torch.bool)
            for row, i in enumerate(batch):
                for place, tags in zip(*examples[i][1:]):
                    may[row, place, tags] = True
            first = may.any(-1)
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, step / (WARMING * len(batches))) * max(0.02, 1 - step / len(batches))
            scores = torch.log_softmax(self.net(pieces, mask), -1)[first]
            loss = -torch.logsumexp(scores.masked_fill(~may[first], -1e9), -1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            if step % 50 == 0:
                print(f"step {step} of {len(batches)}: loss a word {loss.item():.4f}", file=log, flush=True)

    def quantize(self):
        """Weights of 8 bits: marks twice as fast, 0.01 of F1 lower."""
        self.net.eval()
        config = {torch.nn.Linear: torch.ao.quantization.per_channel_dynamic_qconfig}
        self.net.bert = torch.ao.quantization.quantize_dynamic(self.net.bert, config, dtype=torch.qint8)

    def probabilities(self, texts):
        """Of each text its words, and of each word how likely each tag is."""
        out, chunks = [], []
        for number, text in enumerate(texts):
            words, some = self.chunks(text)
            out.append((words, [None] * len(words)))
            chunks += [(number, *chunk) for chunk in some]
        chunks.sort(key=lambda chunk: len(chunk[1]))
        first = 0
        while first < len(chunks):
            last = first + 1
            while last < len(chunks) and (last + 1 - first) * len(chunks[last][1]) <= MARKED_TOGETHER:
                last += 1
            with torch.no_grad():
                found = torch.softmax(self.net(*padded([ids for _, ids, _, _ in chunks[first:last]])), -1).numpy()
            for row, (number, _, at, numbers) in enumerate(chunks[first:last]):
                for place, i in zip(at, numbers):
                    out[number][1][i] = found[row, place]
            first = last
        return out


def padded(lists):
    longest = max(map(len, lists))
    pieces = torch.zeros(len(lists), longest, dtype=torch.long)
    mask = torch.zeros(len(lists), longest)
    for row, ids in enumerate(lists):
        pieces[row, :len(ids)] = torch.tensor(ids)
        mask[row, :len(ids)] = 1
    return pieces, mask

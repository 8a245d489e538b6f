"""The common things in few lines: documents in, answers out."""
import dataclasses
import json
import pathlib
import time

import grpc
from chancery.ingestion.v1 import document_pb2, ingestion_service_pb2, ingestion_service_pb2_grpc
from chancery.query.v1 import query_service_pb2, query_service_pb2_grpc
from google.rpc import error_details_pb2

_SETTLED = (document_pb2.DOCUMENT_STATE_ANALYZED, document_pb2.DOCUMENT_STATE_STORED, document_pb2.DOCUMENT_STATE_FAILED,
            document_pb2.DOCUMENT_STATE_REPLACED)


# Keys of NAME.json and the fields of DocumentInput that they give.
_BESIDE = {"url": "url", "title": "title", "published": "published", "language": "language_code", "outlet": "outlet",
           "byline": "byline"}


def read_document(path):
    """A file as `Client.ingest` takes it, with what NAME.json beside it tells: url, title, published, language, outlet,
    byline."""
    path = pathlib.Path(path)
    fields = {"content": path.read_bytes()}
    beside = path.with_suffix(".json")
    if beside != path and beside.exists():
        known = json.loads(beside.read_text("utf-8"))
        fields.update({field: known[key] for key, field in _BESIDE.items() if known.get(key)})
    return fields


@dataclasses.dataclass
class Refused(Exception):
    """A document that the server did not take."""

    code: int  # of google.rpc.Code
    reason: str  # ErrorInfo's, "EMPTY_DOCUMENT"; may be empty
    message: str

    @classmethod
    def of(cls, status):
        info = error_details_pb2.ErrorInfo()
        found = any(detail.Is(info.DESCRIPTOR) and detail.Unpack(info) for detail in status.details)
        return cls(status.code, info.reason if found else "", status.message)

    def __str__(self):
        return f"{self.reason or self.code}: {self.message}"


class Client:
    """A connection to the servers; thread-safe, and a context manager that closes it."""

    def __init__(self, server="127.0.0.1:7700", query_server=None, credentials=None, timeout=30.0):
        """`server` is host:port of the ingestion service, and of the query service unless `query_server` is given;
        `credentials` are grpc.ChannelCredentials (None: plain text); `timeout` is each call's, in seconds."""
        self._timeout = timeout
        self._channels = [self._connect(target, credentials) for target in (server, query_server) if target]
        self.ingestion = ingestion_service_pb2_grpc.IngestionServiceStub(self._channels[0])
        self.query = query_service_pb2_grpc.QueryServiceStub(self._channels[-1])

    @staticmethod
    def _connect(target, credentials):
        options = [("grpc.max_receive_message_length", 64 << 20)]
        if credentials is None:
            return grpc.insecure_channel(target, options)
        return grpc.secure_channel(target, credentials, options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for channel in self._channels:
            channel.close()

    def ingest(self, documents):
        """Sends documents over one stream. `documents` are bytes, or keyword dicts of DocumentInput ({"content": ...,
        "published": "2024-02-26"}). Yields for each, in order, its Document or Refused; a refused one does not end it."""

        def requests():
            for sequence, document in enumerate(documents):
                fields = document if isinstance(document, dict) else {"content": document}
                yield ingestion_service_pb2.IngestDocumentsRequest(
                    sequence=sequence,
                    request=ingestion_service_pb2.IngestDocumentRequest(document=document_pb2.DocumentInput(**fields)),
                )

        for answer in self.ingestion.IngestDocuments(requests()):
            yield Refused.of(answer.error) if answer.HasField("error") else answer.response.document

    def wait(self, document, seconds=60.0):
        """Returns the Document once its analysis is in effect or has failed for good. TimeoutError after `seconds`."""
        until = time.monotonic() + seconds
        pause = 0.01
        while document.state not in _SETTLED:
            if time.monotonic() > until:
                raise TimeoutError(f"{document.name} is not analysed after {seconds} s")
            time.sleep(pause)
            pause = min(2 * pause, 0.5)
            request = ingestion_service_pb2.GetDocumentRequest(name=document.name, omit_text=True)
            document = self.ingestion.GetDocument(request, timeout=self._timeout)
        return document

    def find(self, words, language=""):
        """Entities whose names have the words, accents and đ folded, best first."""
        request = query_service_pb2.SearchEntitiesRequest(query=words, language_code=language)
        return self.query.SearchEntities(request, timeout=self._timeout).entities

    def events(self, language="", **filters):
        """All events that pass the filters (fields of EventFilter), latest first, fetched page by page."""
        request = query_service_pb2.ListEventsRequest(
            filter=query_service_pb2.EventFilter(**filters), page_size=1000, language_code=language)
        while True:
            page = self.query.ListEvents(request, timeout=self._timeout)
            yield from page.events
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

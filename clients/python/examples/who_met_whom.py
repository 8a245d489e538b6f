#!/usr/bin/env python3
"""who_met_whom.py [--server HOST:PORT] FILE...: ingests text files (with NAME.json beside them) and prints who met or called whom, when and where, with
the sentences that say so."""
import argparse
import os
import sys

from chancery.type.v1 import vocabulary_pb2
from chancery_client import Client, Refused, read_document


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", default=os.environ.get("CHANCERY_SERVER", "127.0.0.1:7700"))
    parser.add_argument("files", metavar="FILE", nargs="+")
    args = parser.parse_args()

    with Client(args.server) as client:
        for path, document in zip(args.files, client.ingest(map(read_document, args.files))):
            if isinstance(document, Refused):
                print(f"{path}: {document}", file=sys.stderr)
            else:
                client.wait(document)
        for event in client.events(types=[vocabulary_pb2.EVENT_TYPE_MEETING, vocabulary_pb2.EVENT_TYPE_CALL]):
            who = ", ".join(participant.display_name for participant in event.participants)
            where = f" in {event.place.display_name}" if event.HasField("place") else ""
            kind = vocabulary_pb2.EventType.Name(event.type).removeprefix("EVENT_TYPE_").lower()
            print(f"{event.time.edtf or 'undated'}  {kind}: {who}{where}")
            for report in event.reports:
                print(f"    [{report.document.language_code}] {' '.join(report.text.split())}")


if __name__ == "__main__":
    main()

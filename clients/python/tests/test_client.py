"""Against the server at $CHANCERY_SERVER, which has an empty archive."""
import os
import pathlib
import subprocess
import sys
import unittest

import grpc
from chancery.ingestion.v1 import document_pb2, ingestion_service_pb2
from chancery_client import Client, Refused

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent.parent / "deploy/examples"


class ClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = Client(os.environ["CHANCERY_SERVER"])

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    def test_refused_documents_do_not_end_the_stream(self):
        good = {"content": "Le Minh Khoa met with Claire Moreau in Hanoi on June 20.".encode(), "published": "2023-06-20"}
        answers = list(self.client.ingest([b"", good, b"\xff\xfe\xfd", good]))
        self.assertIsInstance(answers[0], Refused)
        self.assertTrue(answers[0].reason)
        self.assertIsInstance(answers[2], Refused)
        self.assertEqual(answers[1].name, answers[3].name)
        self.assertEqual(self.client.wait(answers[1]).state, document_pb2.DOCUMENT_STATE_ANALYZED)

    def test_errors_have_their_status_code(self):
        with self.assertRaises(grpc.RpcError) as raised:
            self.client.ingestion.GetDocument(ingestion_service_pb2.GetDocumentRequest(name="documents/none"), timeout=10)
        self.assertEqual(raised.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_example_prints_who_met_whom_in_both_languages(self):
        files = sorted(str(path) for path in EXAMPLES.glob("*.txt"))
        printed = subprocess.run([sys.executable, HERE.parent / "examples/who_met_whom.py", *files],
                                 check=True, capture_output=True, text=True).stdout
        for expected in ("Raden Prakoso", "Haruto Kanda", "2023-06-20", "[en] ", "[vi] "):
            self.assertIn(expected, printed)
        self.assertTrue(any(entity.event_count > 0 for entity in self.client.find("khoa")))


if __name__ == "__main__":
    unittest.main()

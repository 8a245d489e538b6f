"""Client of Chancery. `Client` makes the common things short; `client.ingestion` and `client.query` are the generated
stubs, with everything that the contract in protos/ has."""
from chancery_client.client import Client, Refused, read_document

__all__ = ["Client", "Refused", "read_document"]

"""Asking a process how it is."""

from http.client import HTTPConnection


def fetched(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """The status and the body of what is answered on this machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()

"""A mail server on this machine that keeps what it is given, and can be told to fail in the ways of real ones."""

import socket
import threading
from contextlib import contextmanager, suppress


class MailServer:
    """`mode`: "well", or the way in which it fails. `received`: the text of each mail that it took."""

    def __init__(self):
        self.mode, self.received, self.refuses = "well", [], ""
        self._listening, self._open = None, []

    @property
    def port(self):
        return self._port

    def start(self, port=0):
        self._listening = socket.create_server(("127.0.0.1", port))
        self._port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, args=(self._listening,), daemon=True).start()

    def stop(self):
        """Nothing listens any more: connections are refused."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _serve(self, listening):
        with suppress(OSError):
            while True:
                connection, _address = listening.accept()
                self._open.append(connection)
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with suppress(OSError), connection, connection.makefile("rwb") as stream:
            if self.mode == "black hole":
                threading.Event().wait(30)
                return
            say = _speaker(stream)
            say("554 go away" if self.mode == "greets with an error" else "220 here")
            while line := stream.readline():
                verb = line.split(None, 1)[0].upper() if line.split() else b""
                if verb in (b"EHLO", b"HELO"):
                    say("250 here")
                elif verb == b"RCPT":
                    say(self._of_recipient(line.decode()))
                elif verb == b"DATA":
                    say("354 go on")
                    mail = b"".join(iter(stream.readline, b".\r\n")).decode()
                    if self.mode == "takes it and drops":
                        return
                    if self.mode == "well":
                        self.received.append(mail)
                    say({"says 4xx": "451 later", "says 5xx": "554 no"}.get(self.mode, "250 taken"))
                elif verb == b"QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 yes")

    def _of_recipient(self, line):
        if self.refuses and self.refuses in line:
            return "550 5.1.1 no such mailbox here: " + self.refuses
        return "421 closing" if self.mode == "closes" else "250 yes"


def _speaker(stream):
    def say(line):
        stream.write(line.encode() + b"\r\n")
        stream.flush()

    return say


@contextmanager
def running():
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()

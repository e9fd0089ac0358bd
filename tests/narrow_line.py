"""A bad line between a browser and a server: what goes up comes through slowly, and the line drops whenever a test says so."""

import contextlib
import socket
import threading
import time
from urllib.parse import urlsplit

KBIT_50 = 50 * 1000 / 8  # bytes a second
PACKET = 512


class NarrowLine:
    """Listens at `url` and hands on to another address; `up` is how many bytes a second go up, None for as many as come;
    `went_up` counts them."""

    def __init__(self, to):
        self.to, self.up, self.is_down, self.went_up = urlsplit(to), None, False, 0
        self.open = set()
        self.listener = socket.socket()
        self.listener.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVBUF, 4096
        )  # what waits here was not sent yet
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def drop(self, seconds):
        """Cuts everything, and lets nothing through for so long."""
        self.is_down = True
        for line in list(self.open):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        time.sleep(seconds)
        self.is_down = False

    def close(self):
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _address = self.listener.accept()
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near):
        if self.is_down:
            near.close()
            return
        far = socket.create_connection((self.to.hostname, self.to.port))
        self.open |= {near, far}
        back = threading.Thread(target=self._carry_down, args=(far, near), daemon=True)
        back.start()
        self._carry_up(near, far)
        back.join()
        for line in (near, far):
            self.open.discard(line)
            line.close()

    def _carry_up(self, source, target):
        with contextlib.suppress(OSError):
            while packet := source.recv(PACKET if self.up else 65536):
                if self.up:
                    time.sleep(len(packet) / self.up)
                target.sendall(packet)
                self.went_up += len(packet)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    @staticmethod
    def _carry_down(source, target):
        with contextlib.suppress(OSError):
            while packet := source.recv(65536):
                target.sendall(packet)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

"""An FTP server seen from far away: every byte, and every handshake, takes its time.

A Relay listens on 127.0.0.1 and passes control connections on to a server on the loopback address. Bytes arrive
`delay` seconds later in each direction; a connection exists at the far end three delays after the client's connect, as
SYN, SYN-ACK and the ACK would have it. The ports in 227 and 229 replies are replaced by relayed ones.
"""
import asyncio
import re
import socket
import threading

HOST = '127.0.0.1'


class Relay:
    def __init__(self, server_port, delay):
        self.server_port, self.delay = server_port, delay
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self.run, args=(started,), daemon=True).start()
        started.wait()

    def run(self, started):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(lambda r, w: self.link(r, w, self.server_port, self.rewrite), HOST, 0, backlog=200))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def end(self):
        """A client that does not wait for the end leaves connections behind."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for each in left:
            each.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def link(self, reader, writer, port, rewrite=None):
        """One client connection, joined to one of the server's."""
        no_delay(writer)
        far = asyncio.ensure_future(self.open_late(port))
        up = asyncio.ensure_future(self.pump(reader, far))
        try:
            far_reader, _ = await far
        except OSError:
            writer.close()
            up.cancel()
            return
        near = self.loop.create_future()
        near.set_result((None, writer))
        await asyncio.gather(up, self.pump(far_reader, near, rewrite), return_exceptions=True)
        for each in (writer, far.result()[1]):
            each.close()

    async def open_late(self, port):
        await asyncio.sleep(3 * self.delay)
        reader, writer = await asyncio.open_connection(HOST, port)
        no_delay(writer)
        return reader, writer

    async def pump(self, reader, opened, rewrite=None):
        """Reads at once and writes `delay` later, in order."""
        waiting = asyncio.Queue()
        writing = asyncio.ensure_future(self.write_late(waiting, opened))
        try:
            while piece := await reader.read(65536):
                piece = await rewrite(piece) if rewrite else piece
                waiting.put_nowait((self.loop.time() + self.delay, piece))
        except OSError:
            pass
        waiting.put_nowait((self.loop.time() + self.delay, None))
        await writing

    async def write_late(self, waiting, opened):
        _, writer = await opened
        while True:
            due, piece = await waiting.get()
            await asyncio.sleep(max(0, due - self.loop.time()))
            try:
                if piece is None:
                    writer.write_eof()
                    return
                writer.write(piece)
                await writer.drain()
            except (OSError, RuntimeError):
                return

    async def rewrite(self, replies):
        """Both replies arrive whole on the loopback."""
        for found in re.finditer(rb'229 [^\r\n]*\|\|\|(\d+)\|', replies):
            port = await self.data_port(int(found[1]))
            replies = replies.replace(b'|||%s|' % found[1], b'|||%d|' % port)
        for found in re.finditer(rb'227 [^\r\n]*?((?:\d+,){4})(\d+),(\d+)', replies):
            port = await self.data_port(int(found[2]) * 256 + int(found[3]))
            replies = replies.replace(b'%s%s,%s' % (found[1], found[2], found[3]),
                                      b'127,0,0,1,%d,%d' % divmod(port, 256))
        return replies

    async def data_port(self, port):
        async def one(reader, writer):
            server.close()
            await self.link(reader, writer, port)
        server = await asyncio.start_server(one, HOST, 0)
        return server.sockets[0].getsockname()[1]


def no_delay(writer):
    writer.get_extra_info('socket').setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

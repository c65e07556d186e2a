"""Round trips: how often a command waits for the server, and how long it takes when that is far away."""
import asyncio
import threading

import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"
DISTANCES = [0, 20]  # Milliseconds for a round trip.
RUNS = 5


class Proxy:
    """A way to the server that takes its time, half of it in each direction, and counts round trips."""

    def __init__(self, port):
        self.server_port = port
        self.seconds = 0
        self.trips = 0
        self.listening = True
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(ready,), daemon=True).start()
        ready.wait()

    def _serve(self, ready):
        async def serve():
            server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            async with server:
                await server.serve_forever()

        asyncio.run(serve())

    async def _accept(self, reader, writer):
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        await asyncio.gather(self._pass(reader, server_writer, True), self._pass(server_reader, writer, False))

    async def _pass(self, reader, writer, asks):
        """What was read is sent in time, however much comes behind it."""
        loop = asyncio.get_running_loop()
        queue = asyncio.Queue()

        async def send():
            while (item := await queue.get()) is not None:
                due, content = item
                await asyncio.sleep(due - loop.time())
                writer.write(content)
                await writer.drain()

        sender = asyncio.create_task(send())
        while content := await reader.read(1 << 16):
            if asks and self.listening:
                self.trips += 1
            self.listening = not asks
            queue.put_nowait((loop.time() + self.seconds / 2, content))
        queue.put_nowait(None)
        try:
            await sender
        except ConnectionError:
            pass  # The other side has gone.
        writer.close()


def measure(lab, quick):
    lab.database(SCRATCH, data.empty(lab))
    lab.sql("INSERT INTO orgs.members (org_id, member_name) SELECT 1, 'member ' || i FROM generate_series(1, 1000) AS i",
            SCRATCH)
    proxy = Proxy(int(lab.port))
    at_proxy = {"PGHOST": "127.0.0.1", "PGPORT": str(proxy.port), "PGUSER": "orgs", "PGPASSWORD": lab.password,
                "PGSSLMODE": "disable", "PGDATABASE": SCRATCH}
    for distance in DISTANCES:
        proxy.seconds = distance / 1000
        for turn in range(2 if quick else RUNS):
            for what, commands in _commands(f"{distance} {turn}").items():
                for program, arguments in commands.items():
                    argv = lab.argv(program, arguments, SCRATCH)[0]
                    if program == ORGS:
                        argv = [lab.orgs, *arguments]
                    proxy.trips = 0
                    taken = lab.run("", argv, SCRATCH, env=at_proxy)
                    lab.record("network", what, program, size=distance, trips=proxy.trips, **taken)
    lab.drop(SCRATCH)


def _commands(unique):
    insert = "insert into orgs.members (org_id, member_name) select org_id, unnest(array['a', 'b']) from new"
    return {
        "create with two members": {
            ORGS: ["create", f"orgs {unique}", "--member", "a", "--member", "b"],
            PSQL: ["-c", f"with new as (insert into orgs.organizations (org_name) values ('psql {unique}')"
                         f" returning org_id) {insert}"],
            SQLALCHEMY: ["create", f"SQLAlchemy {unique}", "a", "b"]},
        "append of one member": {
            ORGS: ["members", "add", data.TARGET, "new"],
            PSQL: ["-c", "insert into orgs.members (org_id, member_name) select org_id, 'new' from orgs.organizations"
                         " where org_name = 'target' returning member_id"],
            SQLALCHEMY: ["add", data.TARGET, "new"]},
        "list of 10 members": {
            ORGS: ["members", "list", data.TARGET, "--limit", "10"],
            PSQL: ["-c", "select member_id, member_name from orgs.members join orgs.organizations using (org_id)"
                         " where org_name = 'target' order by member_id limit 10"],
            SQLALCHEMY: ["list", data.TARGET, "--limit", "10"]},
        "count": {
            ORGS: ["members", "count", data.TARGET],
            PSQL: ["-c", "select count(*) from orgs.members join orgs.organizations using (org_id)"
                         " where org_name = 'target'"],
            SQLALCHEMY: ["count", data.TARGET]},
    }

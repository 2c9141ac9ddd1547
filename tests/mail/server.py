"""A mail server for the tests: Debian's aiosmtpd, in a process of its own.

Every mail it takes becomes a file NNNN.json in the folder, with its envelope; `connections` counts who connected. An address that
begins with "later" is told to wait (451), one that begins with "never" is refused (550). It prints its port when it is ready.
"""

import argparse
import asyncio
import json
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Letterbox:
    def __init__(self, folder):
        self.folder = folder
        self.taken = 0
        self.connections = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later"):
            return f"451 4.3.0 <{address}> not now"
        if address.startswith("never"):
            return f"550 5.1.1 <{address}> nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": server.transport.get_extra_info("ssl_object") is not None,
            "message": envelope.content.decode("utf-8"),
        }
        written = self.folder / "writing"
        written.write_text(json.dumps(mail))
        written.rename(self.folder / f"{self.taken:04}.json")
        return "250 2.0.0 taken"


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--user")
    options.add_argument("--password")
    options.add_argument("--certificate")
    options.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    args = options.parse_args()

    letterbox = Letterbox(args.folder)
    context = None
    if args.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(args.certificate)

    def authenticator(server, session, envelope, mechanism, data):
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (
            args.user.encode(),
            args.password.encode(),
        )
        return AuthResult(success=known, handled=False)

    def door():
        letterbox.connections += 1
        (args.folder / "connections").write_text(str(letterbox.connections))
        more = {}
        if args.user:
            more.update(auth_required=True, auth_require_tls=False, authenticator=authenticator)
        if args.tls == "starttls":
            more.update(tls_context=context, require_starttls=True)
        return SMTP(letterbox, hostname="mail.test", enable_SMTPUTF8=True, **more)

    server = await asyncio.get_running_loop().create_server(
        door, "127.0.0.1", args.port, ssl=context if args.tls == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())

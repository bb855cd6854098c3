"""pyftpdlib_server.py ADDRESS PORT PUB HOME [ATTRIBUTE=VALUE...]: the server that servers.py calls pyftpdlib."""
import ast
import logging
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

address, port, pub, home, *options = sys.argv[1:]
FTPHandler.authorizer = DummyAuthorizer()
FTPHandler.authorizer.add_user('ftplab', 'ftplab-pw', home, perm='elradfmwMT')
FTPHandler.authorizer.add_anonymous(pub)
FTPHandler.auth_failed_timeout = 0
for name, value in (option.split('=', 1) for option in options):
    setattr(FTPHandler, name, ast.literal_eval(value))
logging.basicConfig(level=logging.WARNING)
FTPServer((address, int(port)), FTPHandler).serve_forever()

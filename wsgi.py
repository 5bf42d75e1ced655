"""For a WSGI server: `gunicorn wsgi:app`. `hiring serve` needs nothing of this."""

from hiring.app import create_app
from hiring.config import Config

app = create_app(Config.from_env())

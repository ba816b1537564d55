"""What a process of the product needs a while to make; nursery.py's children inherit it."""

from sqlalchemy.orm import configure_mappers

import youwesaid.processes  # noqa: F401 - imports every part
from feedback.nlp import language

configure_mappers()
language.prepare()

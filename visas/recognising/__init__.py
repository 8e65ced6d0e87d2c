"""Legal references in visas and running text, found with their spans and written in one form (docs/legal-keys.md).

``recognise`` is a library function of its own: docs/legal-references.md. What a reference says of the law at a date
is for ``visas`` to resolve; nothing here knows which articles exist.
"""

from visas.recognising.recogniser import recognise
from visas.recognising.visa_lines import VisaLine, split_visas

__all__ = ["VisaLine", "recognise", "split_visas"]

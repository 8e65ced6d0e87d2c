"""The version of the readers: rises whenever the same bytes may give other passages, acts or findings.

A run reads again, after what is new, the files that an older version read or refused: an upgrade of Parvis improves
what is known without being asked.

    1  columns, tables by geometry, kinds of acts, decisions
    2  acts and what they replace, wrapped headers, hidden text and personal data, pages of a site judged together;
       office files, mails, archives and data files; scans read by OCR
    3  what a PDF lacks for a screen reader, words cut at lines' ends; when a document was written
"""

READER_VERSION = 3

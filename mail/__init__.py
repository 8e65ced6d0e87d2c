"""Mails over the network: adapters of the ports of ``domain/mail_ports.py``. What they say is written elsewhere."""

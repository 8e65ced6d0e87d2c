"""The findings as CSV that a French spreadsheet opens by itself: UTF-8 with its mark, semicolons, one row a finding."""

import csv
import io

from clarity.exports.report_rows import findings_sheet
from clarity.reporting.report import Report

BYTE_ORDER_MARK = "\ufeff"


def report_csv(report: Report) -> str:
    """The whole file, its mark first, lines ended by CR LF."""
    sheet = findings_sheet(((card, view) for card in report.cards for view in card.findings), "findings")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows(sheet.rows)
    return BYTE_ORDER_MARK + out.getvalue()

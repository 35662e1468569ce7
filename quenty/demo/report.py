"""The summary as people read it."""

from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from quenty.demo.state import State


def show(console: Console, base_url: str, state: State) -> None:
    """Rows, guides, bad rows with reasons, money, files, addresses and log-ins."""
    summary = state.summary
    console.rule("[bold]Quenty: the demo")
    console.print(_figures(summary))
    console.print(_bad_rows(summary["bad"]))
    for reference, why in summary["not_shipped"].items():
        console.print(f"[yellow]no guide for {reference}: {why}")
    for wrong in summary["offers_wrong"]:
        console.print(f"[red]the lines of {wrong} do not add up")
    console.print(_addresses(base_url, state))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _pesos(text: str) -> str:
    return f"{int(text.split('.')[0]):,} COP"


def _figures(summary: dict[str, Any]) -> Table:
    money = summary["money"]
    table = _table("", "", "")
    table.show_header = False
    rows = (
        ("rows in", f"{summary['rows']} rows, {summary['orders']} orders"),
        ("guides out", str(summary["guides"])),
        ("bad rows", f"{len(summary['bad'])} (back in {summary['rejected']})"),
        (
            "price lines",
            f"{summary['offers_checked']} offers added up, {len(summary['offers_wrong'])} wrong",
        ),
        ("paid in", _pesos(money["paid_in"])),
        ("held in all", _pesos(money["held"])),
        ("captured", f"{_pesos(money['captured'])} (guides: {_pesos(money['sold'])})"),
        ("left", f"{_pesos(money['available'])}, still held {_pesos(money['still_held'])}"),
        ("agrees", money["agrees"]),
        ("labels", summary["labels"]),
    )
    for name, value in rows:
        table.add_row(f"[bold]{name}", value)
    return table


def _bad_rows(bad: list[dict[str, str]]) -> Table:
    table = _table("Bad rows", "row", "order", "column", "reason")
    for row in bad:
        table.add_row(row["line"], row["reference"], row["column"], row["reason"])
    return table


def _addresses(base_url: str, state: State) -> Table:
    table = _table("Where", "", "")
    table.show_header = False
    table.add_row("[bold]back office", f"{base_url}/admin/")
    table.add_row("", f"{state.admin_email} / {state.admin_password}")
    table.add_row("[bold]merchant", f"{state.merchant_email} / {state.merchant_password}")
    table.add_row("[bold]API", f"{base_url}/api/docs")
    table.add_row("", f"key {state.api_key}")
    for tracked in state.summary["tracked"]:
        table.add_row(f"[bold]{tracked['status']}", _at(base_url, tracked["page"]))
        table.add_row("", _at(base_url, tracked["shared"]))
    return table


def _at(base_url: str, kept: str) -> str:
    """An address kept from an earlier run, on the port of this one."""
    parts = urlsplit(kept)
    return f"{base_url}{parts.path}{'?' if parts.query else ''}{parts.query}"

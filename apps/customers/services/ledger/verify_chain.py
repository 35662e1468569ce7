"""Recompute the hash chain from the postings, block by block."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from apps.customers.domain import chain
from apps.customers.models import ChainedPosting, LedgerBlock, LedgerPosting
from apps.customers.selectors.chain import digests_of

Progress = Callable[[int, int], None]
# A block's number and digest.
Head = tuple[int, str]


@dataclass
class ChainReport:
    """`head`: the last block. `waiting`: postings in no block yet."""

    blocks: int = 0
    postings: int = 0
    waiting: int = 0
    head: Head | None = None
    difference: str = ""


def verify_chain(*, progress: Progress, noted: Head | None = None) -> ChainReport:
    """Every block, with the first difference: the block, and the posting where one differs, is
    missing or was inserted. In the caller's transaction, one block in memory at a time.

    `noted`: a head from an earlier run, kept elsewhere, which the chain must still have: by
    itself a chain can't tell that all of it was written anew or its end cut off.
    """
    report = ChainReport()
    report.difference = _blocks_differ(report, progress, noted) or _strays(report)
    return report


def _blocks_differ(report: ChainReport, progress: Progress, noted: Head | None) -> str:
    total = ChainedPosting.objects.count()
    last: LedgerBlock | None = None
    while block := _after(last):
        if wrong := _block_differs(block, last):
            return f"block {block.number}: {wrong}"
        if noted and block.number == noted[0] and block.digest != noted[1]:
            return f"block {block.number}: its digest is not the one noted"
        report.blocks += 1
        report.postings += block.postings
        progress(report.postings, total)
        report.head = (block.number, block.digest)
        last = block
    ends = last.number if last else 0
    if noted and noted[0] > ends:
        return f"block {noted[0]}: it was noted and is missing"
    for lost in ChainedPosting.objects.filter(block_id__gt=ends).order_by("block_id")[:1]:
        return f"block {lost.block_id}: it is missing, and posting {lost.posting_id} was in it"
    return ""


def _after(last: LedgerBlock | None) -> LedgerBlock | None:
    blocks = LedgerBlock.objects.order_by("number")
    return (blocks.filter(number__gt=last.number) if last else blocks).first()


def _block_differs(block: LedgerBlock, last: LedgerBlock | None) -> str:
    """What is wrong with a block, given that the one before is right; empty when nothing is."""
    expected = last.number + 1 if last else 1
    if block.number != expected:
        return f"block {expected} is missing before it"
    if block.previous != (last.digest if last else chain.GENESIS):
        return "it does not follow the block before"
    if block.algorithm != chain.ALGORITHM:
        return f"algorithm {block.algorithm} is unknown"
    # One more than it says is enough to see that there are more.
    rows = ChainedPosting.objects.filter(block=block).order_by("posting_id")
    listed = list(rows.values_list("posting_id", "digest")[: block.postings + 1])
    if wrong := _postings_differ(listed, last):
        return wrong
    if len(listed) != block.postings:
        return f"it was closed over {block.postings} postings, and lists more or fewer"
    if block.digest != chain.block_digest(_figures(block), listed):
        return "its digest is not that of what it holds"
    return ""


def _postings_differ(listed: list[tuple[UUID, str]], last: LedgerBlock | None) -> str:
    found = digests_of([id_ for id_, _ in listed])
    since = chain.lowest_id(last.closed_until) if last else UUID(int=0)
    for id_, digest in listed:
        if id_ not in found:
            return f"posting {id_} is missing"
        if found[id_] != digest:
            return f"posting {id_} differs"
        if id_ < since:
            return f"posting {id_} was inserted: the block before had closed its time"
    return ""


def _figures(block: LedgerBlock) -> chain.Block:
    return chain.Block(
        number=block.number,
        previous=block.previous,
        algorithm=block.algorithm,
        first_posting=block.first_posting,
        last_posting=block.last_posting,
        postings=block.postings,
        closed_until=block.closed_until,
        made_at=block.made_at,
    )


def _strays(report: ChainReport) -> str:
    """Postings in no block: those that may wait for the next, and the first that may not."""
    unchained: QuerySet[LedgerPosting] = LedgerPosting.objects.filter(chained__isnull=True)
    report.waiting = unchained.count()
    last = LedgerBlock.objects.order_by("number").last()
    if last is None:
        return ""
    late = unchained.filter(pk__lt=chain.lowest_id(last.closed_until)).order_by("pk").first()
    if late is None:
        return ""
    when = chain.made_in(late.pk)
    closed = LedgerBlock.objects.filter(closed_until__gt=when).order_by("number").first() or last
    return f"block {closed.number}: posting {late.pk} was inserted: it is in no block"

"""Solomon's text format (also Gehring and Homberger's): VRPTW with one depot."""

from apps.pickups.domain.routing.problem import Problem, Stop, Vehicle
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance, euclidean, one


def read_solomon(text: str, rounding: str = "dimacs") -> Problem:
    """Distance is the objective and travel time equals distance; loads are not scaled.

    Raises UnreadableInstance.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    rows = [line for line in lines if all(map(_is_number, line))]
    if len(rows) < 2 or len(rows[0]) != 2:
        raise UnreadableInstance("a Solomon file says the number of vehicles and their capacity")
    short = next((line for line in rows[1:] if len(line) != 7), None)
    if short is not None or len(rows) < 3:
        raise UnreadableInstance(f"a customer has seven figures, not {short}")
    count, capacity = (int(float(value)) for value in rows[0])
    customers = [[float(value) for value in row] for row in rows[1:]]
    matrix = euclidean([(row[1], row[2]) for row in customers], rounding)
    depot = customers[0]
    shift = (one(depot[4], rounding), one(depot[5], rounding))
    return Problem(
        name=lines[0][0],
        stops=tuple(
            Stop(
                id=str(index),
                location=index,
                delivery=(int(row[3]),),
                service=one(row[6], rounding),
                early=one(row[4], rounding),
                late=one(row[5], rounding),
            )
            for index, row in enumerate(customers)
            if index
        ),
        vehicles=tuple(
            Vehicle(
                id=str(number), start=0, end=0, capacity=(capacity,), early=shift[0], late=shift[1]
            )
            for number in range(1, count + 1)
        ),
        distances=(matrix,),
        durations=(matrix,),
        dimensions=("demand",),
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

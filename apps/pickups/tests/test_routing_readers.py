"""Published formats, read as they are meant or refused."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance
from apps.pickups.domain.routing.readers.solomon import read_solomon
from apps.pickups.domain.routing.readers.solutions import read_solution
from apps.pickups.domain.routing.readers.vrplib import read_vrplib

SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.   DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      0      0      0      0     100     0
    1      3      4      4      0      50    10
    2      6      8      4     30      60    10
    3      0      5      4      0      90    10
"""
DEPOTS = """NAME: TWO
TYPE: MDVRPTW
DIMENSION: 4
VEHICLES: 2
CAPACITY: 5
VEHICLES_MAX_DURATION: 40
SERVICE_TIME: 1
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1 0 0
2 10 0
3 1 1
4 9 1
DEMAND_SECTION
1 0
2 0
3 5
4 5
TIME_WINDOW_SECTION
1 0 50
2 0 50
3 0 50
4 0 50
VEHICLES_DEPOT_SECTION
1 1
2 2
DEPOT_SECTION
1
2
-1
EOF
"""
MIXED = """NAME: MIXED
DIMENSION: 3
VEHICLES: 2
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
DEMAND_SECTION
1 0
2 2
3 3
PRIZE_SECTION
1 0
2 0
3 4.5
CAPACITY_SECTION
1 3
2 6
VEHICLES_FIXED_COST_SECTION
1 7
2 11
VEHICLES_UNIT_DISTANCE_COST_SECTION
1 1
2 2
DEPOT_SECTION
1
-1
EOF
"""


def test_solomon_is_scaled_by_ten_and_cut_off() -> None:
    problem = read_solomon(SOLOMON)
    assert problem.distances[0][1][3] == 31  # 3.162 x 10, cut off
    assert (problem.stop["2"].early, problem.stop["2"].service) == (300, 100)
    plan = read_solution("Route #1: 1 2\nRoute #2: 3\nCost 30", problem)
    judged = evaluate(problem, plan)
    assert judged.feasible
    assert judged.objective == 50 + 50 + 100 + 50 + 50


def test_depots_own_their_vehicles_and_shifts_end() -> None:
    problem = read_vrplib(DEPOTS, "exact")
    assert [vehicle.start for vehicle in problem.vehicles] == [0, 1]
    assert problem.vehicles[0].max_duration == 40_000
    plan = read_solution("Route #1: 2\nRoute #2: 3", problem)
    assert evaluate(problem, plan).objective == 4 * 1414


def test_a_mixed_fleet_has_its_own_costs_and_optional_stops_prizes() -> None:
    problem = read_vrplib(MIXED, "dimacs")
    plan = read_solution("Route #1: 1", problem)
    judged = evaluate(problem, plan)
    # 7 x 10 to use it, 2 x 50 of way, 4.5 x 10 for the stop that is left out.
    assert (judged.cost, judged.prizes) == (70 + 100, 45)
    second = read_solution("Route #2: 1 2", problem)
    assert evaluate(problem, second).objective == 110 + 2 * 200


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no points"),
        (MIXED.replace("PRIZE_SECTION", "RELEASE_TIME_SECTION"), "unknown constraint"),
        (MIXED.replace("1 3\n2 6", "1 3"), "rows for vehicles"),
        (MIXED.replace("3 6 8", "3 six 8"), "no figure"),
        (DEPOTS.replace("2 2\nDEPOT", "2 9\nDEPOT"), "no depot"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableInstance):
        read_vrplib(text, "round")


def test_a_solution_of_other_stops_is_refused() -> None:
    problem = read_solomon(SOLOMON)
    for text in ("Route #1: 9", "Route #7: 1", "nothing"):
        with pytest.raises(UnreadableInstance):
            read_solution(text, problem)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.txt").write_text(SOLOMON)
    (tmp_path / "tiny.sol").write_text("Route #1: 1 2\nRoute #2: 3\n")
    (tmp_path / "bks.json").write_text(
        '{"instances": [{"name": "TINY", "file": "tiny.txt", "solution": "tiny.sol",'
        ' "format": "solomon", "rounding": "dimacs", "bks": 300}]}'
    )
    return tmp_path


def test_the_benchmark_command_prints_and_writes_gaps(folder: Path, capsys: Any) -> None:
    out = folder / "out.json"
    call_command("routing_benchmark", folder, limit=0.3, seeds=1, json=out)
    import json

    (result,) = json.loads(out.read_text())
    assert result["feasible"]
    assert result["objective"] <= 300
    assert set(result) == {
        "name",
        "seed",
        "objective",
        "bks",
        "gap_percent",
        "feasible",
        "routes",
        "unserved",
        "cpu_seconds",
        "engine",
        "profile",
    }
    assert "TINY" in capsys.readouterr().out


def test_the_benchmark_command_checks_published_solutions(folder: Path, capsys: Any) -> None:
    call_command("routing_benchmark", folder, check=True)
    assert "TINY: +0.000000%" in capsys.readouterr().out
    (folder / "tiny.sol").write_text("Route #1: 1 3\n")
    with pytest.raises(CommandError):
        call_command("routing_benchmark", folder, check=True)


def test_a_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("routing_benchmark", tmp_path)

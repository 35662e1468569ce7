"""What the demo keeps of itself is its owner's alone."""

import json
import stat

from quenty.demo.state import load, save


def test_passwords_are_made_once_and_kept_from_others(tmp_path):
    first = load(tmp_path)
    save(tmp_path, first)

    again = load(tmp_path)

    assert again == first
    assert len(first.admin_password) >= 12
    assert first.admin_password != first.merchant_password
    assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "demo.json"]


def test_a_file_of_an_older_demo_or_a_broken_one_is_no_obstacle(tmp_path):
    file = tmp_path / "demo.json"
    file.write_text(json.dumps({"admin_password": "kept", "gone": 1}))
    assert load(tmp_path).admin_password == "kept"
    file.write_text("{")
    assert load(tmp_path).summary == {}

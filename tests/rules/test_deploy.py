"""The examples for running it for real: still true of this product, and keeping its promises."""

import configparser
import getpass
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from feedback.core.sealing import key_files
from feedback.core.settings import FILE_NAME
from surveys.journey.files import LARGEST_SEND
from youwesaid import checks
from youwesaid.app import LARGEST_FILE, LARGEST_POST

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MEGABYTE = 1024 * 1024


def _servers() -> dict[str, str]:
    """The blocks of the proxy's configuration that serve pages, by host name."""
    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    blocks = re.split(r"^server \{", text, flags=re.MULTILINE)[1:]
    return {re.search(r"server_name ([^;]+);", block)[1]: block for block in blocks}


def test_the_proxy_keeps_nothing_about_a_visit():
    for name, block in _servers().items():
        assert "access_log off;" in block, name
        assert "error_log /dev/null" in block, name


def test_the_proxy_tells_the_public_side_nothing_about_the_visitor():
    block = _servers()["say.example.org"]

    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "User-Agent", "Referer", "Cookie"):
        assert f'proxy_set_header {header} "";' in block, header
    assert "proxy_set_header Host $host;" in block


def test_the_proxy_writes_no_part_of_a_request_to_a_disk():
    for name, block in _servers().items():
        sizes = re.findall(r"client_(max_body|body_buffer)_size (\d+)m;", block)
        largest = [int(size) for kind, size in sizes if kind == "max_body"]
        held = [int(size) for kind, size in sizes if kind == "body_buffer"]
        assert largest == held, name
        if "proxy_pass" in block:
            assert "proxy_max_temp_file_size 0;" in block, name
    assert f"client_max_body_size {LARGEST_POST // MEGABYTE}m;" in _servers()["say.example.org"]
    assert f"client_max_body_size {LARGEST_SEND // MEGABYTE}m;" in _servers()["say.example.org"]
    assert f"client_max_body_size {LARGEST_FILE // MEGABYTE}m;" in _servers()["staff.example.org"]


@pytest.mark.parametrize(
    ("name", "command"),
    [("public", "serve public "), ("staff", "serve staff "), ("worker", "worker")],
)
def test_each_process_has_a_user_and_a_folder_of_its_own(name, command):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "systemd" / f"youwesaid-{name}.service")
    service = unit["Service"]

    assert service["User"] == f"youwesaid-{name}"
    assert service["Environment"] == f"YOUWESAID_DATA=/srv/youwesaid/{name}"
    assert f"/youwesaid {command}" in service["ExecStart"] + " "
    others = {"public", "staff", "worker"} - {name}
    assert set(service["InaccessiblePaths"].split()) == {f"/srv/youwesaid/{o}" for o in others}


def test_what_is_set_for_postgresql_is_what_the_check_asks_for():
    page = (DEPLOY / "postgresql.md").read_text(encoding="utf-8")
    asked = re.findall(
        r'"(\w+)"', Path(checks.__file__).read_text().partition("def _postgresql")[2]
    )

    for name, value in checks._WANTED_POSTGRESQL.items():
        assert f"| `{name}` | `{value}` |" in page
    for name in {each for each in asked if each.startswith("log_")}:
        assert f"| `{name}` |" in page, name


def test_the_containers_run_the_same_three_processes():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]

    assert services["public"]["command"][:2] == ["serve", "public"]
    assert services["staff"]["command"][:2] == ["serve", "staff"]
    assert services["worker"]["command"] == ["worker"]
    users = [services[name]["user"] for name in ("public", "staff", "worker")]
    assert len(set(users)) == 3
    assert all(service.get("read_only") for name, service in services.items() if name != "database")


def test_sharing_the_keys_gives_the_public_side_no_private_one(tmp_path, example):
    worker = tmp_path / "worker"
    (worker / "keys").mkdir(parents=True)
    (worker / FILE_NAME).write_text('YOUWESAID_PARTNERSHIP="Nowhere"\n')
    for path in example.settings.keys.iterdir():
        (worker / "keys" / path.name).write_bytes(path.read_bytes())
    me = getpass.getuser()

    for _again in range(2):
        subprocess.run(
            ["sh", str(DEPLOY / "share-keys.sh"), str(tmp_path)],
            env={"OWNERS": f"{me},{me}", "PATH": "/usr/bin:/bin"}, check=True,
        )  # fmt: skip

    for side, private in (("public", False), ("staff", True)):
        held = {path.name for path in (tmp_path / side / "keys").iterdir()}
        assert held == set(key_files(private=private))
        settings = replace(example.settings, data=tmp_path / side, database="sqlite:///none")
        found = checks.refusals(checks.check(settings, private=private))
        assert {finding.about for finding in found} <= {"database", "addresses"}

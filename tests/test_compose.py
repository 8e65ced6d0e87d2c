"""compose.yml: what it starts, what it shows to the world, and that it speaks of settings that exist."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
QDRANT = ["qdrant-1", "qdrant-2", "qdrant-3"]
APIS = ["api-1", "api-2"]


def secrets() -> dict[str, str]:
    lines = (ROOT / "deploy" / "cluster.env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_three_nodes_two_processes_and_a_database_that_waits() -> None:
    assert set(SERVICES) == {*QDRANT, *APIS, "postgresql"}
    assert [name for name, service in SERVICES.items() if "profiles" in service] == ["postgresql"]


def test_nodes_two_and_three_join_the_first_and_are_known_by_their_own_names() -> None:
    for name in QDRANT:
        command = SERVICES[name]["command"]
        assert command[command.index("--uri") + 1] == f"http://{name}:6335"
        assert ("--bootstrap" in command) == (name != "qdrant-1")
        assert SERVICES[name]["environment"]["QDRANT__CLUSTER__ENABLED"] == "true"


def test_only_the_api_is_published_and_on_this_machine_alone() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == set(APIS)
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    assert COMPOSE["networks"]["donnees"]["internal"] is True
    for name in [*QDRANT, "postgresql"]:
        assert set(SERVICES[name]["networks"]) == {"donnees"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_started_again_and_of_one_exact_version(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert re.fullmatch(r"[\w./-]+:v?\d+\.\d+(\.\d+)?(-\w+)?", service["image"])


def test_what_lasts_is_in_a_volume_that_no_two_services_share() -> None:
    volumes = [volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]]
    assert sorted(volumes) == sorted(COMPOSE["volumes"])
    assert len(set(volumes)) == len(volumes)


def test_secrets_come_from_a_file_that_is_not_kept_in_git() -> None:
    text = (ROOT / "compose.yml").read_text(encoding="utf-8")
    assert all(service["env_file"] == "deploy/cluster.env" for service in SERVICES.values())
    assert set(secrets()) == {"QDRANT__SERVICE__API_KEY", "PARVIS_QDRANT_API_KEY", "POSTGRES_PASSWORD"}
    assert not any(secrets().values())
    assert [name for name in secrets() if re.search(rf"{name}['\"]?:", text)] == []
    for file in (".gitignore", ".dockerignore"):
        assert "deploy/cluster.env" in (ROOT / file).read_text(encoding="utf-8").splitlines()


def test_the_settings_that_it_gives_exist_and_can_be_read() -> None:
    given = {name: str(value) for api in APIS for name, value in SERVICES[api]["environment"].items()}
    given |= {name: "x" for name in secrets() if name.startswith("PARVIS_")}
    known = {f"PARVIS_{field.upper()}" for field in Settings.__annotations__}
    assert set(given) <= known
    settings = read_settings(given)
    assert settings.qdrant_replication_factor == 2
    assert settings.qdrant_write_consistency <= settings.qdrant_replication_factor <= len(QDRANT)
    assert all("qdrant" in SERVICES[name]["networks"]["donnees"]["aliases"] for name in QDRANT)
    assert settings.qdrant_url == "http://qdrant:6333"

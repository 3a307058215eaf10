import stat
from pathlib import Path

import pytest

from server.settings import Settings, SettingsError, is_loopback, read_settings, secret_key

SECRET = "s" * 32


def read(environ: dict[str, str] | None = None, env_file: Path | None = None) -> Settings:
    return read_settings(environ or {}, env_file or Path("/nonexistent"))


def test_defaults_serve_one_machine_from_one_folder():
    settings = read()
    var = Path("var").absolute()
    assert settings.database_url == f"sqlite:///{var}/huizhen.db"
    assert settings.object_store_url == f"file:{var}/objects"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_url == settings.origin == "http://127.0.0.1:8000"
    assert not settings.https


def test_environment_wins_over_the_file(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("# a comment\nexport HUIZHEN_PORT=9000\nHUIZHEN_LOG_FORMAT='json'\nOTHER=1\n\n")
    assert read({}, file).port == 9000
    assert read({}, file).log_format == "json"
    assert read({"HUIZHEN_PORT": "9001"}, file).port == 9001


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://consult.example.org", "https://consult.example.org"),
        ("https://consult.example.org:443/", "https://consult.example.org"),
        ("https://Consult.example.org:8443", "https://consult.example.org:8443"),
        ("https://[fd00::1]:8443", "https://[fd00::1]:8443"),
    ],
)
def test_origin_is_what_a_browser_sends(url: str, origin: str):
    settings = read({"HUIZHEN_PUBLIC_URL": url, "HUIZHEN_SECRET_KEY": SECRET})
    assert settings.origin == origin
    assert settings.https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUIZHEN_PORT", "eighty"),
        ("HUIZHEN_PORT", "70000"),
        ("HUIZHEN_PUBLIC_URL", "consult.example.org"),
        ("HUIZHEN_PUBLIC_URL", "http://consult.example.org/path"),
        ("HUIZHEN_PUBLIC_URL", "ftp://consult.example.org"),
        ("HUIZHEN_LOG_FORMAT", "xml"),
        ("HUIZHEN_BUS_URL", "redis://127.0.0.1:6379"),
        ("HUIZHEN_DATABASE_URL", "postgresql://user@host:port/db"),
        ("HUIZHEN_DATABASE_URL", "postgresql://user@host"),
        ("HUIZHEN_OBJECT_STORE_URL", "s3+http://host:8333/bucket"),
        ("HUIZHEN_OBJECT_STORE_URL", "s3+https://key:secret@host:8333/"),
        ("HUIZHEN_OBJECT_STORE_URL", "s3+http://key:secret@host:8333/b"),
    ],
)
def test_what_cannot_work_is_one_line_naming_the_setting(name: str, value: str):
    with pytest.raises(SettingsError) as refused:
        read({name: value})
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


def test_https_needs_a_secret():
    with pytest.raises(SettingsError, match="HUIZHEN_SECRET_KEY"):
        read({"HUIZHEN_PUBLIC_URL": "https://consult.example.org"})


def test_secret_is_made_once_and_for_the_owner_alone(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "data")
    made = secret_key(settings)
    assert len(made) == 64
    assert secret_key(settings) == made
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
    assert secret_key(Settings(secret_key=SECRET)) == SECRET


def test_loopback_is_this_machine_only():
    assert all(map(is_loopback, ("127.0.0.1", "127.8.0.1", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "localhost.example", "")))  # noqa: S104

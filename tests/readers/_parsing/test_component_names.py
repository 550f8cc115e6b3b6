import pytest

from chahe.readers._parsing.components.names import cpe_parts, package_name, parse_purl


@pytest.mark.parametrize(
    ("purl", "ecosystem", "name", "version"),
    [
        ("pkg:pypi/Django_Rest.Framework@3.15", "PyPI", "django-rest-framework", "3.15"),
        ("pkg:npm/JSONStream@1.3.5", "npm", "JSONStream", "1.3.5"),
        ("pkg:npm/%40babel/core@7.0.0-beta.1", "npm", "@babel/core", "7.0.0-beta.1"),
        ("pkg:maven/org.example/codec@2.0?type=jar#path", "Maven", "org.example:codec", "2.0"),
        ("pkg:golang/github.com/A/b@v1.2.3#sub", "Go", "github.com/a/b", "v1.2.3"),
        ("pkg:cargo/rand@0.7.2", "crates.io", "rand", "0.7.2"),
        ("pkg:nuget/Newtonsoft.Json@13.0.1", "NuGet", "newtonsoft.json", "13.0.1"),
        ("pkg:gem/rails@7", "RubyGems", "rails", "7"),
        ("pkg:composer/A/B@1", "Packagist", "a/b", "1"),
        ("pkg:pypi/a", "PyPI", "a", ""),
        ("pkg:pypi/a@1%2Blocal", "PyPI", "a", "1+local"),
        ("pkg:PYPI/a@1", "PyPI", "a", "1"),
        ("pkg:generic/openssl@3.0.1", "", "openssl", "3.0.1"),
        ("pkg:oci/image@sha256%3Aab", "", "image", "sha256:ab"),
        ("pkg:deb/debian/curl@8-1?arch=i386&distro=debian-12.4", "Debian:12", "curl", "8-1"),
        ("pkg:deb/debian/libc6@2-1?upstream=glibc&distro=debian-12", "Debian:12", "glibc", "2-1"),
        ("pkg:deb/debian/gcc@4%3A12?upstream=gcc-12@12.2-14", "Debian", "gcc-12", "12.2-14"),
        ("pkg:deb/debian/curl@8-1?distro=bookworm", "Debian", "curl", "8-1"),
        ("pkg:deb/ubuntu/curl@8-1?distro=ubuntu-22.04", "Ubuntu:22.04", "curl", "8-1"),
        ("pkg:deb/raspbian/curl@8-1", "", "raspbian/curl", "8-1"),
        ("pkg:apk/alpine/curl@8-r0?distro=alpine-3.20.1", "Alpine:v3.20", "curl", "8-r0"),
        ("pkg:rpm/rocky/bash@5-1?epoch=1&distro=rocky-9.3", "Rocky Linux:9", "bash", "1:5-1"),
        ("pkg:rpm/redhat/bash@5-1.el8?upstream=bash-5-1.src.rpm", "Red Hat", "bash", "5-1.el8"),
        ("pkg:npm/@example/widget@5.1.2", "npm", "@example/widget", "5.1.2"),
    ],
)  # fmt: skip
def test_purl(purl: str, ecosystem: str, name: str, version: str) -> None:
    found = parse_purl(purl)

    assert (found.ecosystem, found.name, found.version) == (ecosystem, name, version)


@pytest.mark.parametrize("purl", ["", "pypi/a", "pkg:", "pkg:pypi", "pkg:pypi/", "pkg:1/a"])
def test_what_is_no_purl_is_refused(purl: str) -> None:
    with pytest.raises(ValueError):
        parse_purl(purl)


@pytest.mark.parametrize(
    ("cpe", "parts"),
    [
        ("cpe:2.3:a:Apache:log4j:2.14.1:rc1:*:*:*:*:*:*", ("apache:log4j", "2.14.1", "rc1")),
        ("cpe:2.3:o:v:p:-:*:*:*:*:*:*:*", ("v:p", "-", "*")),
        (r"cpe:2.3:a:v:p\:q:1\:2\~3:*:*:*:*:*:*:*", (r"v:p\:q", "1:2~3", "*")),
        ("cpe:/a:v:p:1.0", ("v:p", "1.0", "*")),
        ("cpe:/a:v:p", ("v:p", "*", "*")),
    ],
)
def test_cpe(cpe: str, parts: tuple[str, str, str]) -> None:
    assert cpe_parts(cpe) == parts


@pytest.mark.parametrize("cpe", ["", "cpe", "cpe:2.3:a", "cpe:2.3:x:v:p:1", "cpe:/a:v", "a:b"])
def test_what_is_no_cpe_is_refused(cpe: str) -> None:
    with pytest.raises(ValueError):
        cpe_parts(cpe)


def test_a_name_that_is_written_in_one_way_only_is_left_alone() -> None:
    assert package_name("npm", " A_b ") == "A_b"

"""Orders of versions, by the examples of their specifications."""

from collections.abc import Callable
from itertools import pairwise, permutations
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.versions import (
    alpine,
    debian,
    dotted,
    maven,
    nuget,
    packagist,
    pep440,
    pub,
    rpm,
    rubygems,
    semver,
)

ALL = [alpine, debian, dotted, maven, nuget, packagist, pep440, pub, rpm, rubygems, semver]


@pytest.mark.parametrize(
    ("order", "versions"),
    [
        (pep440, "1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2"
         " 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7"
         " 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 2013.10 1!0.1"),
        (pep440, "0.9 0.9.1 0.9.2 0.9.10 0.9.11 1.0 1.0.1 1.1 2.0 2.0.1"),
        (semver, "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2"
         " 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0.0 2.1.0 2.1.1"),
        (semver, "v0.0.0-20190101000000-abcdef012345 v0.0.0-20200101000000-000000000000 v0.0.1"),
        (maven, "1-alpha2snapshot 1-alpha2 1-alpha-123 1-beta-2 1-beta123 1-m2 1-m11 1-rc 1-cr2"
         " 1-rc123 1-snapshot 1 1-sp 1-sp2 1-sp123 1-abc 1-def 1-pom-1 1-1-snapshot 1-1 1-2"
         " 1-123"),
        (maven, "1 1.1 1.2.1"),
        (maven, "1-foo2 1-foo10 1-1 1.1"),
        (maven, "1-sp-1 1-ga-1"),
        (maven, "2.0-1 2.0.1"),
        (maven, "2.0.1-klm 2.0.1-lmn 2.0.1-xyz 2.0.1-123"),
        (maven, "5.3.0.M1 5.3.0.RC1 5.3.0 5.3.1"),
        (maven, "1.0.RC2 1.0-rc-3 1.0.1"),
        (debian, "1.0~~ 1.0~~a 1.0~ 1.0 1.0a 1.0+"),
        (debian, "1.0~beta1~svn1245-1 1.0~beta1-1 1.0-1 1.0-1+deb12u1 1.0-1.1 1.0-2"),
        (debian, "1.2 1.10 1.10a 2.0 1:0.1 2:0.0.1"),
        (debian, "1.0-1ubuntu1 1.0-1ubuntu1.1 1.0-1ubuntu2 1.0-2"),
        (rpm, "1.0~rc1~git123-1 1.0~rc1-1 1.0~rc2-1 1.0-1 1.0^-1 1.0^git1~pre-1 1.0^git1-1"
         " 1.0.1-1"),
        (rpm, "2.0-1 2.0.1-1 2.0.1a-1 5.5p1-1 5.5p10-1 5.6p1-1 6.0-1 6.0.rc1-1"),
        (rpm, "xyz.4-1 xyz10-1 xyz10.1-1 8-1 10xyz-1 10.1xyz-1"),
        (rpm, "10a1-1 10a2-1 10b2-1"),
        (rpm, "4.999.9-1 5.0-1 1:0.1-1"),
        (rpm, "1.1.1k-5.el8 1.1.1k-5.el8_6 1.1.1k-9.el8 1.1.1k-12.el8"),
        (dotted, "0 1.9 1.10 1.10.1 2"),
        (nuget, "1.0.1-aaa 1.0.1-alpha10 1.0.1-alpha2 1.0.1-beta 1.0.1-open 1.0.1-rc.2 1.0.1-rc.10"
         " 1.0.1-zzz 1.0.1"),
        (nuget, "0.9 1.0-0 1.0-a 1.0-a.1 1.0-a.b 1 1.0.0.1-a 1.0.0.1 1.0.1 1.2 1.10"),
        (nuget, "1.0-2147483647 1.0-20260101120000 1.0-2147483648 1.0-a"),
        (nuget, "1.0--1 1.0-0 1.0-1"),
        (rubygems, "0.9 1.0.a.2 1.0.b1 1.0"),
        (rubygems, "1.0.a9 1.0.a10 1.0.b 1.0.pre.a 1.0.pre 1.0-1 1.0.rc1 1.0 1.0.0.1 1.0.1.a"
         " 1.0.1 1.10"),
        (rubygems, "3.0.0.beta4 3.0.pre 3.0.0.rc 3.0.0.rc2 3.0.0"),
        (rubygems, "5.0.0.beta1 5.0.0.beta1.1 5.0.0.beta2 5.0.0.racecar1 5.0.0.rc1 5.0.0"),
        (rubygems, "1.A 1.a 1.a.0.1 1.a.1"),
        (alpine, "1.2_alpha_pre2 1.2_alpha 1.2_alpha2 1.2_alpha10 1.2_beta 1.2_pre1 1.2_rc1 1.2"
         " 1.2-r0 1.2-r1 1.2~0ab 1.2_cvs 1.2_svn1 1.2_git 1.2_hg 1.2_p1 1.2_p9-r3 1.2_p10 1.2a"
         " 1.2b 1.2.1 1.10"),
        (alpine, "1.0.3-r9 1.0.3-r10 1.0.20 1.1 1.1_p1 2_rc1 2 10"),
        (alpine, "1.0 1.010 1.06 1.09 1.1 1.9 1.12"),
        (alpine, "0.1.0_alpha 0.1.0_alpha2 0.1.0 5b-r9 006 20050718-r1"),
        (packagist, "1.0.0-dev 1.0.0-alpha-dev 1.0.0-alpha 1.0a0 1.0.0alpha1 1.0.0-alpha2-dev"
         " 1.0.0-a2 1.0.0-alpha2.1 1.0-beta 1.0-b2 v1.0-RC1 1.0.0rc10 1.0 1.0-patch-dev 1.0-pl 1-p1"
         " 1.0.0.1 1.0.1"),
        (packagist, "0.93 0.931 1.22 1.22.01 1.23 21.1.0 2026.01.31"),
        (pub, "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-pre"
         " 1.0.0-pre+build 1.0.0 1.0.0+1 1.0.0+1.a 1.0.0+2 1.0.0+900 1.0.0+a 1.0.0+a1 1.0.1"),
    ],
)  # fmt: skip
def test_order(order: ModuleType, versions: str) -> None:
    keys = [order.key(version) for version in versions.split()]

    assert [one < other for one, other in pairwise(keys)] == [True] * (len(keys) - 1)
    assert [other < one for one, other in pairwise(keys)] == [False] * (len(keys) - 1)


@pytest.mark.parametrize(
    ("order", "versions"),
    [
        (pep440, "1 1.0 1.0.0 v1.0 1.00"),
        (pep440, "1.1rc1 1.1RC1 1.1.rc1 1.1-rc1 1.1_rc-1 1.1c1 1.1pre1 1.1preview1"),
        (pep440, "1.1a0 1.1a 1.1alpha 1.1.alpha.0"),
        (pep440, "1.0.post1 1.0-1 1.0.r1 1.0rev1 1.0-post-1"),
        (pep440, "1.0.dev0 1.0dev 1.0-dev"),
        (pep440, "1.0+ubuntu.1 1.0+Ubuntu-1 1.0+ubuntu_1"),
        (semver, "1.0.0 v1.0.0 1.0.0+20130313144700 1.0.0+21AF26D3---117B344092BD"),
        (maven, "1 1.0 1.0.0 1-0 1.ga 1-ga 1.final 1.Final 1-release 1-"),
        (maven, "1-a1 1-alpha-1 1-alpha1"),
        (maven, "1-rc 1-cr 1.0-RC"),
        (maven, "1.foo 1-foo 1.0.0-foo.0.0"),
        (maven, "1x 1.0.0x 1-x 1.0.0-x"),
        (maven, "1.0.0-0.0.0 1"),
        (debian, "1.0 0:1.0 1.00 1.0-0"),
        (debian, "1.2-3 1.02-03"),
        (rpm, "10.0001-1 10.1-1 0:10_1-1 10.1-01"),
        (dotted, "1 1.0 1.0.0 01"),
        (nuget, "1 1.0 1.00 1.0.0 1.0.0.0 1.0.0+r3456 1.0.00.0"),
        (nuget, "1.0.1-RC.1 1.0.1-rc.1 1.0.01.0-Rc.1+5"),
        (rubygems, "1 1.0 1.0.0 01 1.00"),
        (rubygems, "1.a 1.0.a 1.0.0.a 1.a.0 1.0a 1.a0"),
        (rubygems, "1.0-1 1.0.pre.1 1-1 1.pre1"),
        (alpine, "1.2-r1 01.2-r01"),
        (packagist, "1 v1 1.0 1.0.0.0 1.0-stable 1.0+build.5 1.00"),
        (packagist, "1.0b2 1.0.0-beta2 1.0-BETA.2 1.0_beta-2"),
        (packagist, "1.0-p1 1.0pl1 1.0-patch1 1.0.0.0-PL1+x"),
        (packagist, "1.0-dev 1.0.dev 1.0dev"),
        (pub, "1.2.3 01.02.3"),
    ],
)
def test_same(order: ModuleType, versions: str) -> None:
    keys = [order.key(version) for version in versions.split()]

    assert [key == keys[0] for key in keys] == [True] * len(keys)


@pytest.mark.parametrize(
    ("order", "version"),
    [
        (pep440, ""), (pep440, "french toast"), (pep440, "1.0+a+b"), (pep440, "1..0"),
        (pep440, "1.0-"), (pep440, "１.0"), (semver, "1.2"), (semver, "1.2.3.4"),
        (semver, "01.2.3"), (semver, "1.2.3-01"), (semver, "1.2.3-"), (semver, "^1.2.3"),
        (maven, ""), (maven, "r09"), (maven, "1.0 beta"), (maven, "１"), (debian, ""),
        (debian, "a1"), (debian, "x:1"), (debian, "1.0_1"), (debian, "1.0-"), (rpm, "1.0"),
        (rpm, "1-2-3"), (rpm, "x:1-1"), (dotted, "1.1.1k"), (dotted, ""), (dotted, "1."),
        (nuget, ""), (nuget, "1.2.3.4.5"), (nuget, "v1.0"), (nuget, "1.0-01"), (nuget, "1.0-"),
        (nuget, "2147483648.0"), (nuget, "1.0-a..b"), (nuget, "[1.0,2.0)"), (rubygems, ""),
        (rubygems, "a1"), (rubygems, "1..0"), (rubygems, "1-"), (rubygems, "1.0 1"),
        (rubygems, "~> 1.0"), (rubygems, "1.a.0.b"), (rubygems, "1.0-1.0-1"), (alpine, ""),
        (alpine, "1."), (alpine, "1..2"), (alpine, "1.2A"), (alpine, "1.2ab"), (alpine, "1.2_foo"),
        (alpine, "1.2-rc1"), (alpine, "1.2-r"), (alpine, "1.2-1"), (alpine, "v1.2"),
        (alpine, "1.2~xyz"), (packagist, ""), (packagist, "dev-main"), (packagist, "1.x-dev"),
        (packagist, "1.2.3.4.5"), (packagist, "20260101"), (packagist, "1.0-1"),
        (packagist, "1.0-foo"), (packagist, "1.0-Stable"), (packagist, "1.0 beta"),
        (packagist, "1.0-" + "b1" * 2000),
        (pub, "1.2"), (pub, "v1.2.3"), (pub, "1.2.3-"), (pub, "1.2.3-a..b"), (pub, "1.2.3+-5"),
        (pub, "1.2.3-0x1f"), *[(each, "1" * 5000) for each in ALL if each is not rpm],
    ],
)  # fmt: skip
def test_what_is_no_version_is_refused(order: ModuleType, version: str) -> None:
    with pytest.raises(ValueError):
        order.key(version)


@given(
    order=st.sampled_from(ALL),
    texts=st.lists(st.text("012.-~^+:abP_rcdev"), min_size=3, max_size=6),
)
def test_any_versions_are_in_one_order(order: ModuleType, texts: list[str]) -> None:
    keys = [key for text in texts if (key := _key(order.key, "1" + text)) is not None]

    for one, other in permutations(keys, 2):
        assert (one < other) + (other < one) + (one == other) == 1
    for one, other, third in permutations(keys, 3):
        assert not one <= other <= third or one <= third


def _key(order: Callable[[str], Any], text: str) -> Any:
    try:
        return order(text)
    except ValueError:
        return None

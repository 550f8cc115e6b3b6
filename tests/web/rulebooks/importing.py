"""An invented regulation in two versions, and what people do with its imports."""

from chahe.web.rulebooks import actions_confirm, actions_deciding, actions_imports
from chahe.web.rulebooks.wanted import Wanted

DOCUMENT = "demo/machine-room"
FIRST, SECOND = "2024-01-01", "2024-05-15"
OLD = """證券商小型機房管理要點

1. 門禁管理（CC-16000，年度查核）
(1) 機房應設置門禁，非經核准不得進入。
(2) 進出機房應登記姓名、時間與事由，紀錄保存一年。
(3) 訪客進入機房應由專人全程陪同。
2. 設備管理（CC-17000，半年查核）
(1) 機房設備應建立清單，並指定保管人。
(2) 設備汰換前應清除儲存的資料。
"""
NEW = """證券商小型機房管理要點

1. 門禁管理（CC-16000，年度查核）
(1) 機房應設置門禁，非經核准不得進入。
(2) 機房應設置監視錄影，影像保存六個月。
(3) 進出機房應登記姓名、時間與事由，紀錄保存三年。
(4) 訪客進入機房應由專人全程陪同。
2. 設備管理（CC-17000，半年查核）
(1) 機房設備應建立清單，並指定保管人。
"""


def bring(text=OLD, *, edition=FIRST, by=None, document=DOCUMENT, name="room.txt", **said):
    """Import a text as an edition of a document."""
    return actions_imports.import_document(
        data=text.encode(), name=name, wanted=Wanted(document, edition, **said), by=by
    )


def accept_all(imported, by=None):
    """Accept whatever is still to be decided, as it is proposed."""
    for rule in imported.rules.filter(decision="pending"):
        actions_deciding.accept(rule=rule, by=by)
    return imported


def in_force(text=OLD, *, by=None, **said):
    """Import a text, accept everything and confirm it."""
    imported = accept_all(bring(text, by=by, **said), by=by)
    return actions_confirm.confirm(imported=imported, by=by)


def told(imported):
    """Return what is proposed of each rule: its path and kind → its origin and decision."""
    return {(r.path, r.kind): (r.origin, r.decision) for r in imported.rules.all()}
